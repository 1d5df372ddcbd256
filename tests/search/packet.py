"""The real packet, cut by hand into the units of an archive, where it lies beside the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from minutebook.search.units import BODY, CAPTION, TITLE, Content, Entry, Unit
from minutebook.search.words import join_lines

DAY = date(2014, 9, 9)
PLACES = (
    *((str(item), (page,)) for item, page in ((1, 1), (3, 4), (4, 5))),
    ("2", (2, 3)),
    ("5", (6, 7)),
    ("1.1 p1", (8, 9)),
    *((f"1.1 p{page}", (8 + page,)) for page in range(2, 5)),
    *((f"1.2 p{page}", (12 + page,)) for page in range(1, 7)),
    *((f"2.1 p{page}", (18 + page,)) for page in range(1, 22)),
    *((f"2.2 p{page}", (39 + page,)) for page in range(1, 4)),
    ("2.4 p1", (43,)),
    ("5.1 p1", (44, 45, 46, 47)),
    ("5.1 p2", (48,)),
    *((f"5.2 p{page}", (48 + page,)) for page in range(1, 8)),
)
"""The items and the pages of their attachments, each with the pages of the packet's text that it consists of."""

SYNONYMS = (("LBR", "Det Lokale Beskæftigelsesråd"), ("arbejdsløshed", "ledighed", "ledig"))


def shared(name: str) -> Path | None:
    """Return what lies in a folder `shared` beside the repository or above it, if it is there."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "shared" / name).exists():
            return folder / "shared" / name
    return None


def entries(file: Path) -> Iterator[Entry]:
    """Yield the packet's items with their attachments; addresses are the labels of `queries.yml`."""
    pages = re.split(r"(?m)^ (?=\S)", file.read_text(encoding="utf-8"))[1:]
    text = {label: "\n".join(pages[number - 1] for number in numbers) for label, numbers in PLACES}
    for item in "12345":
        content = _content(item, text)
        yield Entry(item.encode(), DAY, lambda content=content: content)


def _content(item: str, text: dict[str, str]) -> Content:
    own = text[item].partition(f"Sag nr. {item}")[2]
    found = re.search(rf"(?m)^{item}\. (.+(?:\n\S.*)?)\n", own)
    assert found
    title = " ".join(found[1].split())
    listed = dict(re.findall(r"(?m)^(\d)\. (.+)$", own.partition("Bilagsfortegnelse")[2]))
    case = " ".join(join_lines(own).split())
    units = [
        Unit("item", "", item, ((TITLE, title), (BODY, " ".join(listed.values()))), ""),
        Unit("item", "", item, ((BODY, case),), case),
    ]
    for label, page in text.items():
        if label.startswith(f"{item}."):
            words = " ".join(join_lines(page).split())
            caption = listed.get(label[2], "")
            weight = TITLE if label.endswith("p1") else CAPTION
            units.append(Unit("attachment", "", label, ((weight, caption), (BODY, words)), words))
    return Content(title, "", "", tuple(units))
