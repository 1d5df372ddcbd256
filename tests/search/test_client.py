"""The client's modules, and the files that they are joined into."""

from __future__ import annotations

import json
import re
from collections import Counter
from gzip import compress

import pytest
from minutebook.search.bundling import IMPORT, bundled, needed
from minutebook.search.header import ENTRIES, client_files, client_modules
from minutebook.search.index import FORMAT
from minutebook.search.units import KINDS

MODULES = dict(client_modules())
OWN = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_two_modules_of_a_file_call_something_alike(entry):
    names = Counter(name for module in needed(entry, MODULES) for name in OWN.findall(MODULES[module]))

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_names_others_in_the_one_way_that_can_be_joined(name):
    text = MODULES[name]
    lines = re.findall(r"^import\b.*\n", text, re.MULTILINE)

    assert [line for line in lines if not IMPORT.fullmatch(line) or " as " in line] == []
    assert re.findall(r"^export (?:\{|\*|default).*", text, re.MULTILINE) == []


def test_every_module_is_in_a_file():
    assert {module for entry in ENTRIES for module in needed(entry, MODULES)} == set(MODULES)


def test_modules_are_joined_behind_those_that_they_need_and_without_comments():
    modules = {
        "a.js": '// A.\n\nimport { two } from "./b.js"\nimport { one } from "./c.js"\n\nconst three = one + two\n',
        "b.js": '/** Gives\n * two. */\nimport { one } from "./c.js"\n\nexport const two = one + one  // stays\n',
        "c.js": "export const one = 1\n",
    }

    assert bundled("a.js", modules) == ("const one = 1\nconst two = one + one  // stays\nconst three = one + two\n")


def test_the_client_reads_what_the_program_writes():
    assert f"const FORMAT = {FORMAT}\n" in MODULES["index.js"]
    assert f"const KINDS = {json.dumps(KINDS)}\n" in MODULES["choosing.js"]


def test_what_a_reader_fetches_before_the_first_hit_is_small():
    texts = {address.rpartition("/")[2]: text for address, text in client_files()}

    assert sum(len(compress(texts[name].encode())) for name in ("page.js", "worker-da.js")) < 22_000
