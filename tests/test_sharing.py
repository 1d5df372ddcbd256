"""What is made is the same bytes, whoever makes it: one process, two, or the workers of a cluster that is lost."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from types import SimpleNamespace

import pytest
from minutebook.pages import Task
from minutebook.personal.others import Roles
from minutebook.privacy import supervision
from minutebook.privacy.supervision import Limits, examine
from minutebook.rebuild import press
from minutebook.rebuild.press import Press, Sheet
from minutebook.rebuild.trees import Print
from minutebook.workforce import ClusterError, Workforce
from minutebook.workforce import cluster as clusters

from tests.clustering import Cluster, cluster
from tests.planting import hyphened, numbers, pdf, zipped
from tests.rebuilding import Workplace

ITEM = "---\nnumber: 1\ntitle: {title}\nkind: discussion\n---\n\nOrd.\n"


@pytest.fixture(scope="module")
def workers() -> Iterator[Cluster]:
    with cluster() as one:
        yield one


@pytest.fixture
def town(tmp_path, monkeypatch) -> Workplace:
    monkeypatch.setattr(press, "FEW", 1)
    monkeypatch.setattr(press, "_CHUNK", 3)
    work = Workplace(tmp_path, tmp_path / "site", tmp_path / "room")
    work.write(
        "municipality.yml",
        "format_version: 1\nname: Testby\ncountry: DK\ntime_zone: Europe/Copenhagen\nlanguages: [da]\n",
    )
    work.write("raad/organization.yml", "name: Testby Råd\nclassification: council\n")
    for day in (f"2024-{month:02}-{day:02}" for month in range(1, 6) for day in (4, 5, 6)):
        work.write(f"raad/{day}/meeting.yml", f"start: {day}\nstate: minutes\n")
        work.write(f"raad/{day}/01-skole.md", ITEM.format(title=f"Skolen den {day}"))
    work.build()
    return work


def test_two_processes_give_what_one_gives(town, tmp_path):
    several = replace(town.anew(tmp_path / "several"), processes=2)
    several.build()

    assert town.fingerprints() == several.fingerprints()


class Gathered:
    """Somebody who prints chunks of tasks, a sheet for each, until they are sent home."""

    is_here = True
    at_work = False

    @contextmanager
    def gathered(self, *_: object, **__: object) -> Iterator[Gathered]:
        self.at_work = True
        yield self
        self.at_work = False

    def print(self, tasks: Sequence[Task]) -> Sheet:
        return Sheet([(f"{key}/index.html", Print(1, 2, b"3")) for _, key in tasks], [], [], frozenset())

    def results(self, function: Callable[..., bytes], chunks: Iterable[Sequence[Task]]) -> Iterator[bytes]:
        return (function(self, chunk) for chunk in chunks)


def test_sheets_wait_in_little_memory_until_those_who_printed_them_have_given_back_theirs():
    others = Gathered()
    tasks = [("item", f"raad/2024-03-04/{number}") for number in range(press.FEW)]

    given = SimpleNamespace(tree=""), tasks, SimpleNamespace(open=str), others
    seen = [(sheet.files, others.at_work) for sheet in press.printed(*given)]

    assert [path for files, _ in seen for path, _ in files] == [f"{key}/index.html" for _, key in tasks]
    assert {at_work for _, at_work in seen} == {False}


def test_a_cluster_gives_what_one_process_gives_at_first_and_after_a_change(town, tmp_path, workers, monkeypatch):
    shared = replace(town.anew(tmp_path / "shared"), cluster=workers.address)

    @wraps(Press.pack)
    def pack_here(*_):
        message = "a worker should have done this"
        raise AssertionError(message)

    with monkeypatch.context() as patch:
        patch.setattr(Press, "pack", pack_here)
        first = shared.build()
        assert town.fingerprints() == shared.fingerprints()

        town.write("raad/2024-03-04/01-skole.md", ITEM.format(title="Ingen skole"))
        again = shared.build()
    town.build()

    assert town.fingerprints() == shared.fingerprints()
    assert 0 < len(again.rendered) < len(first.rendered)


@pytest.mark.parametrize("lost", ["workers", "scheduler"])
def test_what_a_cluster_does_not_bring_back_is_printed_here(town, tmp_path, monkeypatch, lost):
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    unpack, parcels = Press.unpack, []

    def losing(self, parcel):
        for pid in doomed.get(len(parcels), ()):
            os.kill(pid, signal.SIGKILL)
        parcels.append(parcel)
        return unpack(self, parcel)

    monkeypatch.setattr(Press, "unpack", losing)
    with cluster() as one:
        doomed = {1: one.workers[:1], 4: one.workers[1:]} if lost == "workers" else {2: [one.scheduler]}
        shared = replace(town.anew(tmp_path / "shared"), cluster=one.address)
        shared.build()

    assert town.fingerprints() == shared.fingerprints()
    assert len(parcels) > 10


class Unanswered:
    """A client whose scheduler is lost, and that has not found out: it takes work, and nobody does it."""

    status = "running"

    def get_executor(self, **_):
        return self

    def submit(self, *_):
        return Future()

    def nthreads(self):
        raise OSError

    def shutdown(self, **_):
        pass


def test_what_was_asked_before_anybody_knew_that_the_scheduler_is_lost_is_done_here(monkeypatch):
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    crew = clusters._Cluster(Unanswered(), 2, (), ())

    assert [1, 2, 3] == list(crew.results(abs, [-1, -2, -3]))
    crew.leave()


def test_workers_see_in_files_what_examiners_of_this_machine_see(tmp_path, workers, monkeypatch):
    monkeypatch.setattr(supervision, "MANY", 1)
    monkeypatch.setattr(supervision, "MOST_SENT", 4096)
    planted = f"CPR {hyphened(next(numbers(1)))}"
    contents = {
        "01.pdf": pdf(planted),
        "02.zip": zipped({"sag.txt": planted.encode()}),
        "03.txt": b"Intet " * 1000,  # too long to be sent
        "04.pdf": b"%PDF-1.7 og intet mere",
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    files = [*(tmp_path / name for name in contents), tmp_path / "05-er-vaek.pdf"]
    here = list(examine(files, Roles(), workforce=Workforce(count=1)))

    assert here == list(examine(files, Roles(), workforce=Workforce(workers.address)))
    assert [1, 1, 0, 0, 0] == [len(report.sightings) for report in here]


def test_a_file_that_takes_too_long_is_stopped_where_it_is_looked_at(tmp_path, workers, monkeypatch):
    monkeypatch.setattr(supervision, "MANY", 1)
    (tmp_path / "01.pdf").write_bytes(pdf("Ord."))
    files, limits = [tmp_path / "01.pdf"], Limits(seconds=0.001)
    [report] = examine(files, Roles(), workforce=Workforce(workers.address), limits=limits)

    assert ["time"] == [gap.reason for gap in report.gaps]


def test_a_cluster_without_a_scheduler_or_a_worker_cannot_be_joined(monkeypatch):
    monkeypatch.setattr(clusters, "SECONDS", 0.3)
    assert "unreachable" == refusal("tcp://127.0.0.1:9")
    assert "no-certificate" == refusal("tls://127.0.0.1:9")
    monkeypatch.setattr(clusters, "SECONDS", 2)
    with cluster(workers=0) as empty:
        assert "no-worker" == refusal(empty.address)


def test_workers_that_run_another_program_are_refused(workers, monkeypatch):
    monkeypatch.setattr("minutebook.program.digest", lambda: b"another")

    assert "other-program" == refusal(workers.address)


def test_a_cluster_needs_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert "no-extra" == refusal("tcp://127.0.0.1:9")


def refusal(address: str) -> str:
    with pytest.raises(ClusterError) as refused, Workforce(address).gathered():
        pass
    return refused.value.text.removeprefix("cluster.")
