"""Whatever happens to the records, to the site and to what builds keep: the next build gives what a first one gives."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.rebuilding import Workplace

LONG = int(os.environ.get("REBUILDS") or 0)
PEOPLE, TOPICS, MATTERS, ORGANIZATIONS = ("anna", "bo", "eva"), ("skole", "vej"), ("sag-a", "sag-b"), ("raad", "udvalg")
NAMES = st.sampled_from(["Anna Ager", "Bo Bæk", "Eva Eng", "Ib Å"])
TITLES = st.sampled_from(["Ny skole", "Ny vej", "Budget", "Havnens fremtid"])
WORDS = st.sampled_from(
    [
        "Skolen bygges.",
        "Vejen asfalteres.\n\n- en\n- to",
        "Se [det andet](../2024-03-04/01-punkt.md).",
        "Se [bilaget](attachments/1.2-notat.md).",
        "Foreningen Havnen har søgt.\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    ]
)
DAYS = st.sampled_from(["2024-03-04", "2024-03-05", "2024-05-06", "2024-05-06-ekstra", "2025-01-02"])
OUTCOMES = st.sampled_from([("adopted", "Godkendt."), ("postponed", "Udsat."), ("noted", "Taget til efterretning.")])
MEMBERS = "memberships:\n" + "".join(f"  - {{person: {one}, role: member}}\n" for one in PEOPLE)
KEPT = st.sampled_from(
    [
        "ledger",
        "meetings.sqlite",
        "registers",
        "texts",
        "sources",
        "cleared",
        "checked",
        "templates",
        "spare",
        "changes.json",
    ]
)


class AnyChanges(RuleBasedStateMachine):
    """A clerk, a machine that fails and a stranger, in any order, with a build after each step."""

    search = False

    @initialize()
    def begin(self):
        self._folder = TemporaryDirectory()
        root = Path(self._folder.name)
        self.work = Workplace(
            root, root / "site", root / "room", search=self.search, ahead=self.search, others=(root / "docs",)
        )
        (root / "docs").mkdir()
        self.people = dict.fromkeys(PEOPLE, "Anna Ager")
        self.labels = dict.fromkeys(TOPICS, "Skole")
        self.matters = dict.fromkeys(MATTERS, "Sagen")
        self.work.found()
        for name in ORGANIZATIONS:
            self.work.write(
                f"{name}/organization.yml",
                f"name: {name.title()}\nclassification: committee\n{MEMBERS}",
            )
        self._registers()
        for day in ("2024-03-04", "2024-05-06"):
            self.meet("raad", day, "minutes", "17:00", ("bo",))
            self.write_item(
                "raad", day, 1, "Budget", "Skolen bygges.", ("postponed", "Udsat."), "sag-a", ("skole",), ""
            )
        self.plan(7, "raad/2024-03-04/1")
        self.work.write("partners/havnen.yml", "name: Foreningen Havnen\nclassification: association\n")
        assert self.work.build().changes

    def _registers(self):
        for name, key, entries in (("people", "name", self.people), ("matters", "title", self.matters)):
            self.work.write(f"{name}.yml", "".join(f"- id: {one}\n  {key}: {text}\n" for one, text in entries.items()))
        lines = (f"- id: {one}\n  label: {{da: {text}, en: {text} in English}}\n" for one, text in self.labels.items())
        self.work.write("topics.yml", "".join(lines))

    def teardown(self):
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    @rule(value=st.integers(6, 9), source=st.sampled_from(["raad/2024-03-04/1", "raad/2024-05-06/1"]))
    def plan(self, value, source):
        self.work.write(
            "plans/plan.yml",
            "title: Planen\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganization: raad\nmatter: sag-a\n"
            "goals:\n  - {id: 1, text: Flere elever, area: Skole, kind: local, unit: number, direction: at-least,"
            " target: 10}\n"
            f"status:\n  - {{goal: 1, period: 2024-K1, value: {value}, source: {source}}}\n",
        )

    @rule(who=st.sampled_from(PEOPLE), name=NAMES)
    def rename_a_person(self, who, name):
        self.people[who] = name
        self._registers()

    @rule(topic=st.sampled_from(TOPICS), title=TITLES)
    def rename_a_topic(self, topic, title):
        self.labels = {topic: title} | {one: text for one, text in self.labels.items() if one != topic}
        self._registers()

    @rule(matter=st.sampled_from(MATTERS), title=TITLES)
    def rename_a_matter(self, matter, title):
        self.matters[matter] = title
        self._registers()

    @rule(name=st.sampled_from(ORGANIZATIONS), title=TITLES, kind=st.sampled_from(["committee", "council"]))
    def rename_an_organization(self, name, title, kind):
        self.work.write(f"{name}/organization.yml", f"name: {title}\nclassification: {kind}\n{MEMBERS}")

    @rule(
        where=st.sampled_from(ORGANIZATIONS),
        day=DAYS,
        state=st.sampled_from(["minutes", "agenda", "cancelled"]),
        clock=st.sampled_from(["", "17:00", "09:30"]),
        away=st.sets(st.sampled_from(PEOPLE)),
    )
    def meet(self, where, day, state, clock, away):
        absent = ", ".join(f"{{person: {one}, kind: excused}}" for one in sorted(away))
        attendance = f"attendance:\n  absent: [{absent}]\n" if away else ""
        start = f"{day[:10]} {clock}".strip()
        self.work.write(f"{where}/{day}/meeting.yml", f"start: {start}\nstate: {state}\n{attendance}")

    @rule(where=st.sampled_from(ORGANIZATIONS), day=DAYS)
    def forget_a_meeting(self, where, day):
        shutil.rmtree(self.work.root / "meetings" / where / day, ignore_errors=True)

    @rule(
        where=st.sampled_from(ORGANIZATIONS),
        day=DAYS,
        number=st.integers(1, 2),
        title=TITLES,
        words=WORDS,
        outcome=OUTCOMES,
        matter=st.sampled_from(["", *MATTERS]),
        topics=st.sets(st.sampled_from(TOPICS)),
        follows=st.sampled_from(["", "raad/2024-03-04/1"]),
    )
    def write_item(self, where, day, number, title, words, outcome, matter, topics, follows):  # noqa: PLR0913, PLR0917
        folder = f"{where}/{day}"
        if not (self.work.root / "meetings" / folder / "meeting.yml").is_file():
            return
        facts = [f"matter: {matter}\n"] * bool(matter) + [f"follows: [{follows}]\n"] * bool(follows)
        facts += [f"topics: [{', '.join(sorted(topics))}]\n"] * bool(topics)
        self.work.write(
            f"{folder}/0{number}-punkt.md",
            f"---\nnumber: {number}\ntitle: {title}\nkind: decision\n{''.join(facts)}"
            f"decision:\n  - {{outcome: {outcome[0]}, text: {outcome[1]}}}\n---\n\n## Sagsfremstilling\n\n{words}\n",
        )

    @rule(where=st.sampled_from(ORGANIZATIONS), day=DAYS, number=st.integers(1, 2))
    def close_an_item(self, where, day, number):
        if (self.work.root / "meetings" / where / day / "meeting.yml").is_file():
            self.work.write(
                f"{where}/{day}/0{number}-punkt.md",
                f"---\nnumber: {number}\ntitle: Lukket\nkind: decision\npublic: false\nclosed_ground: § 30\n---\n",
            )

    @rule(where=st.sampled_from(ORGANIZATIONS), day=DAYS, number=st.integers(1, 2), words=WORDS, title=TITLES)
    def attach(self, where, day, number, words, title):
        if (self.work.root / "meetings" / where / day / f"0{number}-punkt.md").is_file():
            self.work.write(
                f"{where}/{day}/attachments/{number}.2-notat.md", f"---\ntitle: {title}\nkind: memo\n---\n\n{words}\n"
            )

    @rule(where=st.sampled_from(ORGANIZATIONS), day=DAYS, words=WORDS)
    def attach_a_file(self, where, day, words):
        item = self.work.root / "meetings" / where / day / "01-punkt.md"
        if not item.is_file():
            return
        text = item.read_text(encoding="utf-8")
        if "attachments:" not in text and "public: false" not in text:
            entry = "attachments:\n  - {id: 9, title: Tegning, kind: map, file: tegning.txt}\nkind:"
            item.write_text(text.replace("kind:", entry, 1), encoding="utf-8")
        if "public: false" not in text:
            self.work.write(f"{where}/{day}/attachments/tegning.txt", words)

    @rule(name=st.sampled_from(["om", "om", "kontakt"]), words=st.sampled_from(["Om byen.", "CPR-nr. 070761-4285", ""]))
    def write_a_page_of_the_town(self, name, words):
        page = self.work.root / "docs" / f"{name}.md"
        if words:
            page.write_text(words, encoding="utf-8")
        else:
            page.unlink(missing_ok=True)

    @rule(days=st.integers(0, 400))
    def a_day_comes(self, days):
        self.work.today = date(2024, 6, 1) + timedelta(days)

    @rule(frame=st.sampled_from(["<main>", "<main class=town>"]))
    def the_theme_changes(self, frame):
        self.work.frame = frame

    @rule(language=st.sampled_from(["da", "en"]))
    def the_language_changes(self, language):
        self.work.language = language

    @rule(name=KEPT, share=st.sampled_from([0, 0.5, 0.9]))
    def what_was_kept_is_cut_off(self, name, share):
        file = self.work.room / name
        if file.is_dir():
            shutil.rmtree(file)
        elif file.is_file():
            os.truncate(file, int(file.stat().st_size * share))

    @rule(name=KEPT, at=st.floats(0, 0.99))
    def what_was_kept_rots(self, name, at):
        file = self.work.room / name
        if name == "texts" and file.is_dir():
            inside = sorted(file.iterdir())
            file = inside[int(len(inside) * at)] if inside else file
        if file.is_file() and file.stat().st_size:
            data = bytearray(file.read_bytes())
            data[int(len(data) * at)] ^= 255
            file.write_bytes(data)

    @rule()
    def everything_is_copied_with_other_times(self):
        for folder in (self.work.room, self.work.site, self.work.root / "meetings"):
            if folder.exists():
                copy = folder.with_name("copy")
                shutil.copytree(folder, copy, copy_function=shutil.copyfile)
                shutil.rmtree(folder)
                copy.rename(folder)

    @rule(pick=st.integers(0, 1000), deed=st.sampled_from(["gone", "altered", "foreign", "all gone"]))
    def somebody_was_at_the_site(self, pick, deed):
        files = sorted(self.work.site.rglob("*.html"))
        if not files:
            return
        file = files[pick % len(files)]
        if deed == "gone":
            file.unlink()
        elif deed == "altered":
            fresh = file.with_name("fresh")
            fresh.write_bytes(file.read_bytes()[::-1])
            fresh.replace(file)
        elif deed == "foreign":
            file.with_name("foreign.txt").write_text("x", encoding="utf-8")
        else:
            shutil.rmtree(self.work.site)

    @invariant()
    def the_next_build_gives_what_a_first_one_gives(self):
        if not hasattr(self, "work"):
            return
        before = self.work.times(), self.work.fingerprints()
        built = self.work.build()
        with TemporaryDirectory() as folder:
            cold = self.work.anew(Path(folder))
            first = cold.build()
            assert first.problems == built.problems
            if first.changes is None:
                assert built.changes is None
                assert before == (self.work.times(), self.work.fingerprints())
            else:
                now = self.work.fingerprints()
                assert cold.fingerprints() == now
                same = {path for path in now if before[1].get(path) == now[path]}
                times = self.work.times()
                assert [] == sorted(path for path in same if before[0][path] != times[path])


RUNS = settings(
    max_examples=LONG or 3,
    stateful_step_count=30 if LONG else 7,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=not LONG,
)
AnyChanges.TestCase.settings = RUNS
TestAnyChanges = AnyChanges.TestCase
