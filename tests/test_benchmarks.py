"""What `make bench` computes and generates. How long anything takes is no test."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from minutebook.cli import main as minutebook

from tests.benchmarks import chapter, history
from tests.benchmarks.__main__ import exit_code, main
from tests.benchmarks.changes import CHANGES, all_time_stamps
from tests.benchmarks.ground import FLOOR, Ground
from tests.benchmarks.hugo_site import write_hugo_site
from tests.benchmarks.measuring import Failed, Run, measure, weigh
from tests.benchmarks.peers import find_peers
from tests.benchmarks.plain_site import write_plain_site
from tests.benchmarks.ratios import Result, Runs, Verdict, beside_hugo, ratio, results, verdicts
from tests.benchmarks.rounds import Rounds
from tests.benchmarks.synthetic import write_archive
from tests.benchmarks.town import OUTCOMES, Town
from tests.benchmarks.wording import paragraph

CASES = Path(__file__).parent / "benchmarks/cases"


def runs(*walls: float, memory: int = 0) -> list[Run]:
    return [Run(wall, wall, memory) for wall in walls]


def contents(folder: Path) -> Mapping[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_result_is_the_median_of_time_and_the_most_memory():
    measured = [Run(3.0, 5.0, 30, 7, 70), Run(1.0, 9.0, 10, 7, 70), Run(2.0, 4.0, 20, 7, 70)]
    assert [Result("cold", 100, 2.0, 1.0, 3.0, 5.0, 30, 7, 70, 3)] == results({("cold", 100): measured})


def test_a_ratio_is_the_median_of_the_ratios_of_each_round():
    """In the second round the machine was three times as slow, for both."""
    assert 0.5 == ratio(runs(1, 3, 2), [runs(2, 6, 2)])


def test_a_ratio_is_over_the_time_of_all_others_together_and_over_the_memory_of_the_hungriest():
    others = [runs(4, memory=100), runs(6, memory=400)]
    assert 0.2 == ratio(runs(2, memory=100), others)
    assert 0.25 == ratio(runs(2, memory=100), others, of="memory")


def test_a_ratio_without_one_of_its_sides_is_unknown():
    assert ratio(runs(1), [runs(2), []]) is None
    assert ratio([], [runs(2)]) is None


def measured(size: int) -> Runs:
    found = {what: runs(0.9) for what in ("body", "title", "new-meeting", "meeting-deleted")}
    found |= {"cold": runs(6, memory=15), "cold-search": runs(21), "hugo": runs(10, memory=100), "pagefind": runs(20)}
    found |= {"nothing": runs(0.5), "served": runs(0.6, 3, 0.8)}
    grown = {("growth", size): runs(10), ("growth", 4 * size): runs(43, memory=1_400_000_000)}
    return {(what, size): each for what, each in found.items()} | grown


def test_every_promise_is_judged_at_the_size_it_was_made_for():
    found = verdicts(measured(20_000), 20_000, [5_000, 20_000, 80_000])
    assert {
        "cold": (0.6, True),
        "memory": (0.15, True),
        "cold-search": (0.7, False),
        "body": (0.09, True),
        "title": (0.09, True),
        "new-meeting": (0.09, True),
        "meeting-deleted": (0.09, True),
        "nothing": (0.05, False),
        "served": (0.8, True),
        "growth": (4.3, True),
        "memory-large": (1_400_000_000, True),
    } == {one.name: (one.value, one.kept) for one in found}
    assert all(one.counts for one in found)


def test_at_another_size_no_promise_counts():
    assert not any(one.counts for one in verdicts(measured(1_000), 1_000, [1_000, 4_000]))


def test_growth_may_be_measured_between_other_sizes_with_a_limit_to_match():
    (growth,) = (one for one in verdicts({}, 20_000, [5_000, 10_000]) if one.name == "growth")
    assert Verdict("growth", None, 2.2, counts=True) == growth


def test_what_everything_takes_is_told_as_a_part_of_hugos_time():
    assert {"body": 0.25, "hugo": 1.0} == beside_hugo(
        {("body", 10): runs(1), ("hugo", 10): runs(4), ("cold", 20): runs(1)}, 10
    )


@pytest.mark.parametrize(
    ("code", "verdict", "said"),
    [
        (0, Verdict("cold", 0.6, 0.6, counts=True), ""),
        (0, Verdict("cold", 0.7, 0.6, counts=False), ""),
        (1, Verdict("cold", 0.7, 0.6, counts=True), "missed: cold: 0.7, at most 0.6\n"),
        (2, Verdict("cold", None, 0.6, counts=True), "unknown: cold: not measured\n"),
    ],
    ids=["kept", "at another size", "missed", "not measured"],
)
def test_the_exit_code_and_a_line_say_which_promise_is_missed(code, verdict, said, capsys):
    assert code == exit_code([verdict])
    assert said == capsys.readouterr().out


def test_a_missed_promise_weighs_more_than_one_that_was_not_measured():
    missed, unknown = Verdict("cold", 1, 0.6, counts=True), Verdict("nothing", None, 0.04, counts=True)
    assert 1 == exit_code([missed, unknown]) == exit_code([unknown, missed])


def test_the_processes_of_a_build_count_together(tmp_path: Path):
    """Three processes of 60 MB at one time; `wait4` by itself would tell of one."""
    hold = "import time; held = bytearray(60_000_000); held[::4096] = b'x' * len(held[::4096]); time.sleep(0.6)"
    start = f"import subprocess, sys\nall = [subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in range(2)]\n"
    (tmp_path / "three.py").write_text(f"{start}{hold}\n[each.wait() for each in all]\n", encoding="utf-8")
    run = measure([sys.executable, "three.py"], tmp_path, tmp_path)
    least = 180_000_000 if Path("/proc/self/smaps_rollup").exists() else 60_000_000
    assert run.memory > least
    assert (1, (tmp_path / "three.py").stat().st_size) == (run.files, run.bytes)


def test_a_build_that_fails_is_no_measurement(tmp_path: Path):
    with pytest.raises(Failed, match=r"exit code 3\nno luck"):
        measure([sys.executable, "-c", "print('no luck'); raise SystemExit(3)"], tmp_path)


def test_the_floor_writes_the_same_files_with_as_many_bytes(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "sizes").write_text("300\ta/index.html\n0\tempty.txt", encoding="utf-8")
    measure([sys.executable, FLOOR, tmp_path / "in", tmp_path / "sizes", tmp_path / "out"], tmp_path)
    assert {"a/index.html": 300, "empty.txt": 0} == {
        name: len(content) for name, content in contents(tmp_path / "out").items()
    }


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    write_archive(folder, 300)
    return folder


def test_the_same_number_of_items_gives_the_same_archive(tmp_path: Path):
    write_archive(tmp_path / "one", 40)
    write_archive(tmp_path / "other", 40)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_a_generated_archive_is_like_a_real_one(archive: Path):
    items = [file.read_text(encoding="utf-8") for file in archive.glob("meetings/*/*/*.md")]
    attachments = Counter(file.suffix for file in archive.glob("meetings/*/*/attachments/*"))
    assert 300 == len(items)
    assert 38 < len(list(archive.glob("meetings/*/*/meeting.yml"))) < 50
    assert {*OUTCOMES} >= set(re.findall(r"outcome: (\S+)", "".join(items))) > {"adopted", "noted", "postponed"}
    assert 45 < attachments[".md"] < 110
    assert attachments[".pdf"]
    assert 2_000 < sum(map(len, items)) / len(items) < 3_500


def test_words_are_as_frequent_and_as_rare_as_in_real_minutes():
    random, words = Random(1), Counter[str]()
    for _ in range(1000):
        words.update(paragraph(random).lower().split())
    most = sum(count for _, count in words.most_common(100))
    once = sum(count == 1 for count in words.values())
    assert 0.3 < most / words.total() < 0.6
    assert 0.3 < once / len(words) < 0.7


def test_a_generated_archive_has_no_problems_before_and_after_every_change(tmp_path: Path):
    write_archive(tmp_path, 100)
    for number in range(3):
        done = CliRunner().invoke(minutebook, ["check", str(tmp_path / "meetings")])
        assert "" == (done.output if done.exit_code else "")
        for change in CHANGES.values():
            change(tmp_path, number)


def test_a_change_changes_what_it_says_and_something_else_in_each_round(tmp_path: Path):
    write_archive(tmp_path, 60)
    seen = set()
    for number in range(2):
        for name, change in CHANGES.items():
            before = contents(tmp_path)
            change(tmp_path, number)
            after = contents(tmp_path)
            added, gone = after.keys() - before.keys(), before.keys() - after.keys()
            changed = {file for file in before.keys() & after.keys() if before[file] != after[file]}
            counts = (len(changed), len({Path(file).name for file in added} & {"meeting.yml"}), bool(gone))
            expected = {
                **dict.fromkeys(("nothing", "time-stamps"), (0, 0, False)),
                **dict.fromkeys(("body", "title", "shell"), (1, 0, False)),
                "new-meeting": (0, 1, False),
                "meeting-deleted": (0, 0, True),
            }
            assert (name, expected[name]) == (name, counts)
            done = (name, *sorted(changed | added | gone))
            assert name in {"nothing", "time-stamps", "shell"} or done not in seen
            seen.add(done)


def test_new_time_stamps_are_new(tmp_path: Path):
    write_archive(tmp_path, 10)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}
    all_time_stamps(tmp_path, 0)
    assert [] == [file.name for file, time in before.items() if file.stat().st_mtime_ns == time]


def test_others_get_the_same_items_and_attachments(tmp_path: Path):
    write_hugo_site(tmp_path / "hugo", 120)
    write_plain_site(tmp_path / "plain", 120)
    meetings = list(Town(120).meetings())
    items = [item for meeting in meetings for item in meeting.items]
    attachments = [one for item in items if not item.closed for one in item.attachments]
    texts = sum(not one.file for one in attachments)
    moeder = tmp_path / "hugo/content/moeder"
    assert 120 + texts == len(list(moeder.glob("*/*/punkt-*.md")))
    assert len(meetings) == len(list(moeder.glob("*/*/_index.md")))
    assert 120 + texts + len(meetings) + 1 == len(list((tmp_path / "plain").rglob("*.md")))
    assert all(
        item.body.split("\n")[2] in (moeder / meetings[0].key / f"punkt-{item.number}.md").read_text("utf-8")
        for item in meetings[0].items
        if not item.closed
    )


def test_a_program_that_is_not_there_is_told_in_a_line_and_left_out(tmp_path: Path):
    peers, said = find_peers(tmp_path / "bin")
    assert [] == peers
    assert [
        f"{name} is left out: it is not installed here" for name in ("hugo", "pagefind", "mkdocs", "zensical")
    ] == said


@pytest.mark.parametrize(
    ("words", "told"),
    [(["--full"], {"peers": True}), (["--full", "--growth-alone"], {"peers": False}), ([], {"peers": False})],
)
def test_hugo_grows_beside_us_in_a_full_run_unless_we_grow_alone(
    words: list[str], told: Mapping[str, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    grown: list[Mapping[str, bool]] = []
    monkeypatch.setattr(Rounds, "warm_up", lambda _: None)
    monkeypatch.setattr(Rounds, "beside", lambda *_, **_facts: None)
    monkeypatch.setattr(Rounds, "growth", lambda *_, **facts: grown.append(facts))
    monkeypatch.setattr(sys, "argv", ["bench", *words, "--folder", str(tmp_path), "--history", str(tmp_path / "kept")])
    main()
    assert [told] == grown


def test_what_is_old_is_renamed_away_and_all_that_builds_keep_is_lost(tmp_path: Path):
    project = Ground(tmp_path).project("own", 10)
    (project.folder / ".cache").mkdir()
    (project.site / "a").mkdir(parents=True)
    (tmp_path / "own-cache").mkdir()
    project.lose_cache()
    project.lose_output()
    assert ["docs", "hooks", "meetings", "mkdocs.yml"] == sorted(path.name for path in project.folder.iterdir())
    assert ["0-.cache", "1-own-cache", "2-site"] == sorted(path.name for path in (tmp_path / "former").iterdir())


def test_an_archive_can_be_set_up_with_a_search_index_and_without(tmp_path: Path):
    for search, line in ((True, "search: true, today:"), (False, "search: false, today:"), (None, "{ today:")):
        project = Ground(tmp_path).project(str(search), 1, search=search)
        assert line in (project.folder / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_history_gives_back_what_was_put_into_it_and_knows_its_newest_full_run(tmp_path: Path):
    file = tmp_path / "history.jsonl"
    entries = [{"date": "1", "full": True}, {"date": "å", "full": True}, {"date": "3", "full": False}]
    assert [] == history.read(file)
    for entry in entries:
        history.append(entry, file)
    assert entries == history.read(file)
    assert entries[1] == history.newest_full(entries)
    assert history.newest_full(entries[2:]) is None


def test_every_line_of_the_history_has_what_the_manual_shows():
    for entry in history.read():
        assert [name for name, _ in chapter.chapters(entry)] == ["figures.md", "figures.en.md"]


@pytest.mark.parametrize("name", ["figures.md", "figures.en.md"])
def test_the_page_of_figures_shows_a_run_in_the_words_and_numbers_of_its_language(name: str):
    entry = json.loads((CASES / "entry.json").read_text(encoding="utf-8"))
    assert (CASES / name).read_text(encoding="utf-8") == dict(chapter.chapters(entry))[name]


def test_without_a_full_run_the_page_says_so():
    assert "Der er endnu ingen fuld måling." in dict(chapter.chapters(None))["figures.md"]


def test_sizes_are_told(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_bytes(b"12345")
    assert (1, 5) == weigh(tmp_path)
