"""What a server does when files change, with a server and builds that only take notes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Timer
from time import sleep

import pytest
from minutebook.rebuild.texts import ChangedError
from minutebook.serving import follower as following
from minutebook.serving import preview as previewing
from minutebook.serving.follower import MISTAKES, Follower
from minutebook.serving.frame import Frame
from minutebook.serving.preview import Preview
from minutebook.settings import Settings
from minutebook.text import locale
from watchdog.events import FileModifiedEvent

from tests.rebuild.test_work import archive, write_item
from tests.rebuilding import SITE_URL, Workplace
from tests.waiting import until

ITEM = "moeder/raad/2023-05-06/punkt-1/"


class FakeServer:
    """MkDocs' server as far as it is asked: it answers with the path of a file, and counts who wakes it."""

    def __init__(self) -> None:
        self.root, self.mount_path, self.build_delay, self.builder = "", "/arkiv/", 0.1, print
        self.observer, self.woken = None, 0
        self.watched: list[str] = []

    def serve_request(self, environ: dict[str, str], _: object) -> list[bytes]:
        return [environ["PATH_INFO"].encode()]

    def set_app(self, application: Callable[..., list[bytes]]) -> None:
        self.application = application

    def watch(self, path: str) -> None:
        self.watched.append(path)
        self.observer.schedule(self, path, recursive=True)

    def unwatch(self, path: str) -> None:
        self.watched.remove(path)

    def on_any_event(self, _: FileModifiedEvent) -> None:
        self.woken += 1

    def get(self, address: str) -> str:
        return b"".join(self.application({"PATH_INFO": f"/arkiv/{address}"}, None)).decode()


class FakeBuild:
    def __init__(self, *, lasting: bool) -> None:
        self.done, self.well = Event(), True
        if not lasting:
            self.done.set()

    def ended_well(self) -> bool:
        self.done.wait()
        return self.well

    def end(self) -> None:
        self.well = self.well and self.done.is_set()
        self.done.set()


class Desk:
    """A clerk's desk: records, and a server that follows them."""

    def __init__(self, folder: Path) -> None:
        self.docs = folder / "docs"
        self.docs.mkdir()
        self.work: Workplace = archive(folder, 2, others=(self.docs,))
        frame = Frame(Settings(), "da", SITE_URL, self.work.others, self.work.today, self.work.shells())
        self.preview = Preview(folder, self.work.site, self.work.room, frame)
        self.builds: list[FakeBuild] = []
        self.lasting = False
        self.follower = Follower(self.preview, self.begin, locale("da"), logging.getLogger("desk"))
        self.server = FakeServer()
        self.server.watched = [str(self.docs)]
        self.follower.serve(self.server, [str(self.docs)])

    def begin(self) -> FakeBuild:
        self.builds.append(FakeBuild(lasting=self.lasting))
        return self.builds[-1]

    def save(self, title: str) -> None:
        write_item(self.work, "raad/2023-05-06", title, 0)
        self.tell(self.work.root / "meetings/raad/2023-05-06/01-skole.md")

    def save_about(self, text: str) -> None:
        (self.docs / "om.md").write_text(text, encoding="utf-8")
        self.tell(self.docs / "om.md")

    def tell(self, path: Path) -> None:
        observer = self.follower.observer
        watch = next(watch for watch in observer._watches if path.is_relative_to(watch.path))
        observer.note(watch, FileModifiedEvent(str(path)))
        self.server.builder()

    def page(self, address: str) -> str:
        self.server.get(address)
        return (self.work.site / address / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Iterator[Desk]:
    monkeypatch.setattr(following, "QUIET", 0.05)
    found = Desk(tmp_path)
    yield found
    found.follower.end()


def test_a_page_is_what_its_record_is_before_anything_is_built(desk):
    desk.lasting = True
    desk.save("Ingen skole")

    assert "Ingen skole" in desk.page(ITEM)
    assert "Ingen skole" in desk.page("moeder/raad/2023-05-06/")


def test_a_page_of_a_record_that_is_new_is_there_and_one_of_a_record_that_is_gone_is_not(desk):
    desk.lasting = True
    old, new = (desk.work.root / f"meetings/raad/2023-05-06/{name}" for name in ("01-skole.md", "02-ny.md"))
    new.write_text(old.read_text(encoding="utf-8").replace("number: 1", "number: 2"), encoding="utf-8")
    desk.tell(new)
    old.unlink()
    desk.tell(old)

    desk.server.get(ITEM)
    assert not (desk.work.site / ITEM / "index.html").exists()
    assert "Ny skole" in desk.page("moeder/raad/2023-05-06/punkt-2/")


def test_a_page_that_a_build_of_this_session_made_is_what_its_record_is(desk):
    desk.lasting = True
    new = desk.work.root / "meetings/raad/2023-05-06/02-ny.md"
    text = (desk.work.root / "meetings/raad/2023-05-06/01-skole.md").read_text(encoding="utf-8")
    new.write_text(text.replace("number: 1", "number: 2"), encoding="utf-8")
    desk.tell(new)
    desk.work.build()
    desk.preview.catch_up(desk.preview.generation, None)
    new.write_text(text.replace("number: 1", "number: 2").replace("Ny skole", "Anden skole"), encoding="utf-8")
    desk.tell(new)

    assert "Anden skole" in desk.page("moeder/raad/2023-05-06/punkt-2/")


def test_while_a_record_is_wrong_any_page_tells_what_to_mend_and_afterwards_shows_the_record(desk, caplog):
    desk.save('"Skolen')

    assert desk.server.get(ITEM) == f"/arkiv/{MISTAKES}"
    said = (desk.work.site / MISTAKES).read_text(encoding="utf-8")
    assert "<code>meetings/raad/2023-05-06/01-skole.md:3</code>" in said
    assert "1 ting skal rettes" in said
    assert "meetings/raad/2023-05-06/01-skole.md:3: " in caplog.text
    assert desk.builds == []

    desk.save("Skolen")

    assert desk.server.get(ITEM) == f"/arkiv/{ITEM}"
    assert "Skolen" in desk.page(ITEM)
    assert not (desk.work.site / MISTAKES).exists()


def test_a_number_of_a_person_is_not_on_the_page_that_tells_of_it(desk):
    desk.save("Sag om 010190-1234")

    assert desk.server.get(ITEM) == f"/arkiv/{MISTAKES}"
    assert "010190" not in (desk.work.site / MISTAKES).read_text(encoding="utf-8")


def test_the_whole_site_is_built_when_it_is_quiet(desk):
    desk.save("Ingen skole")
    until(lambda: len(desk.builds) == 1)


def test_a_save_ends_a_build_that_is_at_work_and_another_one_begins(desk):
    desk.lasting = True
    desk.save("En")
    until(lambda: len(desk.builds) == 1)
    desk.save("To")
    until(lambda: len(desk.builds) == 2)

    assert [build.well for build in desk.builds] == [False, True]


def test_what_lies_outside_of_the_records_is_built_before_browsers_load_their_page_anew(desk):
    desk.save_about("# Testby")

    assert [build.done.is_set() for build in desk.builds] == [True]


def test_a_record_is_taken_in_though_what_lies_outside_of_the_records_was_saved_before(desk):
    desk.preview.warm()
    desk.save_about("Om byen.")
    desk.save("Ingen skole")
    assert "Ingen skole" in desk.page(ITEM)

    desk.save_about("Om byen og dens skoler.")
    desk.save('"Skolen')
    assert desk.server.get(ITEM) == f"/arkiv/{MISTAKES}"


def test_a_record_is_taken_in_though_something_else_came_beside_the_records(desk):
    desk.preview.warm()
    desk.tell(desk.work.root / "meetings")
    (desk.work.root / "notes.txt").write_text("Husk mælk.", encoding="utf-8")
    desk.save("Ingen skole")

    assert "Ingen skole" in desk.page(ITEM)


def test_what_is_wrong_outside_of_the_records_is_told_of_too_until_it_is_mended(desk):
    desk.save_about("Ring til 070761-4285.")
    assert desk.server.get(ITEM) == f"/arkiv/{MISTAKES}"
    assert "<code>docs/om.md:1" in (desk.work.site / MISTAKES).read_text(encoding="utf-8")

    desk.save("Ingen skole")
    assert desk.server.get(ITEM) == f"/arkiv/{MISTAKES}"

    desk.save_about("Ring til byen.")
    assert desk.server.get(ITEM) == f"/arkiv/{ITEM}"
    assert [build.done.is_set() for build in desk.builds] == [True]


def test_a_setting_that_mends_what_was_wrong_is_built(desk):
    desk.save('"Skolen')
    write_item(desk.work, "raad/2023-05-06", "Skolen", 0)  # as another setting would have it read
    desk.server.watch(str(desk.work.root / "mkdocs.yml"))
    desk.tell(desk.work.root / "mkdocs.yml")

    assert [build.done.is_set() for build in desk.builds] == [True]
    assert desk.server.get(ITEM) == f"/arkiv/{ITEM}"


def test_who_looks_at_a_page_that_only_a_build_makes_sees_it_when_that_is_done(desk):
    desk.server.get("soeg/")
    desk.save("Ingen skole")
    until(lambda: desk.server.woken == 1 + len(desk.server.watched))
    desk.server.builder()

    assert len(desk.builds) == 1


def test_what_is_saved_just_when_a_build_is_done_is_taken_in(desk):
    desk.server.get("soeg/")
    desk.save("Ingen skole")
    until(lambda: desk.server.woken == 1 + len(desk.server.watched))
    desk.lasting = True
    desk.save("Endnu en skole")

    assert "Endnu en skole" in desk.page(ITEM)


def test_of_two_builds_the_one_that_begins_last_goes_on(desk):
    desk.lasting = True
    desk.save("Ingen skole")
    until(lambda: len(desk.builds) == 1)
    desk.lasting = False
    desk.follower._build()

    assert [build.well for build in desk.builds] == [False, True]


def test_a_build_that_is_waited_for_is_not_begun_again_when_it_is_quiet(desk, monkeypatch):
    monkeypatch.setattr(following, "QUIET", 0.5)
    desk.preview.warm()
    desk.save("Ingen skole")
    desk.lasting = True

    def end_well() -> None:
        desk.builds[0].done.set()

    Timer(1.0, end_well).start()
    desk.save_about("# Testby")

    assert [build.well for build in desk.builds] == [True]


def test_who_looks_at_a_page_of_a_record_is_not_disturbed_when_a_build_is_done(desk):
    desk.preview.warm()
    desk.server.get(ITEM)
    desk.save("Ingen skole")
    until(lambda: len(desk.builds) == 1)
    sleep(0.1)

    assert desk.server.woken == 1


def test_what_was_saved_between_the_build_and_the_watch_is_taken_in(desk):
    desk.lasting = True
    write_item(desk.work, "raad/2023-05-06", "Ingen skole", 0)
    desk.follower.observer.ready.set()
    until(lambda: desk.server.woken == len(desk.server.watched))
    desk.server.builder()

    assert "Ingen skole" in desk.page(ITEM)


def test_what_changes_while_it_is_read_is_taken_in_with_the_next_change(desk, monkeypatch):
    desk.lasting = True
    desk.preview.warm()
    with monkeypatch.context() as patch:

        def fail(_: object) -> None:
            raise FileNotFoundError

        patch.setattr(desk.preview, "follow", fail)
        desk.save("Ingen skole")
    other = desk.work.root / "meetings/udvalg/2023-05-06/01-skole.md"
    other.write_text(other.read_text(encoding="utf-8").replace("Ny skole", "Anden skole"), encoding="utf-8")
    desk.tell(other)

    assert "Ingen skole" in desk.page(ITEM)
    assert "Anden skole" in desk.page("moeder/udvalg/2023-05-06/punkt-1/")


def test_many_changes_at_once_are_looked_for_in_all_records(desk, monkeypatch):
    monkeypatch.setattr(previewing, "MANY", 0)
    desk.lasting = True
    desk.preview.warm()
    desk.save("Ingen skole")

    assert "Ingen skole" in desk.page(ITEM)


def test_records_that_were_wrong_before_anybody_watched_are_told_of(desk):
    write_item(desk.work, "raad/2023-05-06", '"Skolen', 0)
    desk.follower.observer.ready.set()
    until(lambda: desk.server.woken == len(desk.server.watched))
    desk.server.builder()

    assert desk.server.get(ITEM) == f"/arkiv/{MISTAKES}"


def test_what_is_written_to_while_all_is_read_for_the_first_time_is_looked_for_again(desk, monkeypatch):
    warm, errors = desk.preview.warm, [ChangedError("meetings/raad/2023-05-06")]

    def disturbed() -> bool:
        if errors:
            raise errors.pop()
        return warm()

    monkeypatch.setattr(desk.preview, "warm", disturbed)
    write_item(desk.work, "raad/2023-05-06", "Ingen skole", 0)
    desk.lasting = True
    desk.follower.observer.ready.set()
    until(lambda: desk.server.woken == len(desk.server.watched))
    desk.server.builder()

    assert "Ingen skole" in desk.page(ITEM)


def test_where_nothing_was_saved_nobody_is_woken(desk):
    desk.follower.observer.ready.set()
    until(lambda: desk.preview._records is not None)
    sleep(0.05)

    assert desk.server.woken == 0


def test_when_the_program_itself_has_changed_pages_are_left_to_the_build(desk, monkeypatch):
    monkeypatch.setattr(following.program, "is_steady", lambda: False)
    desk.save_about("# Testby")
    desk.save("Ingen skole")

    assert "Ingen skole" not in desk.page(ITEM)
    assert len(desk.builds) == 2


def test_an_address_that_leads_out_of_the_site_is_none_of_ours(desk):
    desk.save("Ingen skole")

    assert desk.server.get("../../etc/passwd") == "/arkiv/../../etc/passwd"
    assert desk.follower._file("../../etc/passwd") == "etc/passwd/index.html"
