"""The workers of a Dask cluster, as a crew: on other machines, with the same program, and free to leave at any time.

What a cluster does not bring back, because a worker or the scheduler is lost, is done here, so that it costs time and
never changes what comes out.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from minutebook import __version__, program
from minutebook.workforce.crew import Crew

if TYPE_CHECKING:
    from distributed import Client

SECONDS = 10
"""How long a scheduler has to answer, and a first worker to come."""

PATIENCE = 5
"""Seconds. How long a cluster may be without any worker while there is work."""

_one_task = threading.Lock()


class ClusterError(Exception):
    """A cluster cannot be used. `text` and `facts` say why, in the locales."""

    def __init__(self, code: str, **facts: str) -> None:
        self.text, self.facts = f"cluster.{code}", facts
        super().__init__(self.text)


@contextmanager
def joined(address: str, *known: object) -> Iterator[Crew]:
    """Join the cluster of the scheduler at an address, and let all its workers know something.

    Raise `ClusterError` where there is no scheduler or no worker, or where a worker runs another program.
    """
    client = _client(address)
    try:
        size = _same_program(client, address)
        there = client.scatter(known, broadcast=True, hash=False) if known else ()
        crew = _Cluster(client, size, known, tuple(there))
        try:
            yield crew
        finally:
            crew.leave()
    finally:
        client.close()


def _client(address: str) -> Client:
    try:
        from distributed import Client, Security  # noqa: PLC0415 - an extra that few have
    except ImportError as error:
        raise ClusterError("no-extra", found=address) from error
    try:
        security = Security()
        encrypts = security.get_connection_args("client").get("ssl_context") is not None
    except (OSError, ValueError) as error:  # of a certificate that is not there or is none
        raise ClusterError("no-certificate", found=address) from error
    if not encrypts if address.startswith("tls:") else security.require_encryption:
        raise ClusterError("no-certificate", found=address)
    try:
        client = Client(address, timeout=SECONDS, security=security, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError("unreachable", found=address, reason=str(error)) from error
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as error:
        client.close()
        raise ClusterError("no-worker", found=address) from error
    return client


def _same_program(client: Client, address: str) -> int:
    """Return how many workers there are; all have to make of records what this process would."""
    answers = client.run(_program, on_error="return")
    for worker, answer in sorted(answers.items()):
        version, digest = answer if isinstance(answer, tuple) else ("", b"")
        if digest != program.digest():
            raise ClusterError("other-program", found=address, worker=worker, version=version or "-", ours=__version__)
    return len(answers)


def _program() -> tuple[str, bytes]:
    return __version__, program.digest()


class _Cluster(Crew):
    is_here = False

    def __init__(self, client: Client, size: int, known: tuple[object, ...], there: tuple[object, ...]) -> None:
        self.size = size
        self._client, self._known, self._there = client, known, there
        self._workers = client.get_executor(pure=False)
        self._here = ThreadPoolExecutor(1)
        self._waiting: set[Future[Any]] = set()
        self._left = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Let a worker call a function; the answer is that of this process where none comes back."""
        answer: Future[Any] = Future()
        work = partial(function, *self._known, *given, **named)
        if self._client.status != "running":
            self._here.submit(_answer, answer, work)
            return answer
        asked = self._workers.submit(_call, program.digest(), partial(function, **named), *self._there, *given)
        self._waiting.add(asked)
        asked.add_done_callback(partial(self._settle, answer, work))
        return answer

    def _settle(self, answer: Future[Any], work: Callable[[], Any], asked: Future[Any]) -> None:
        self._waiting.discard(asked)
        try:
            result = asked.result()
        except Exception:  # noqa: BLE001 - if the work itself is to blame, it fails here as well
            if self._left.is_set():
                answer.cancel()
            else:
                self._here.submit(_answer, answer, work)
        else:
            answer.set_result(result)

    def _watch(self) -> None:
        """Count the workers. Take back what they were asked when all are lost: the scheduler would wait for ever.

        So would the client, for what it was asked between the loss of the scheduler and finding out about it.
        """
        lost = 0
        while not self._left.wait(1):
            try:
                workers = len(self._client.nthreads())
            except Exception:  # noqa: BLE001 - whatever the reason, nobody is known to work
                workers = 0
            self.size = workers or self.size
            lost = 0 if workers else lost + 1
            for asked in list(self._waiting) if lost >= PATIENCE else ():
                asked.cancel()

    def leave(self) -> None:
        """Take back whatever is not done."""
        self._left.set()
        with suppress(Exception):  # of a client whose scheduler is lost
            self._workers.shutdown(wait=False)
        self._here.shutdown(cancel_futures=True)


def _answer(answer: Future[Any], work: Callable[[], Any]) -> None:
    try:
        answer.set_result(work())
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is asked for
        answer.set_exception(error)


def _call(digest: bytes, function: Callable[..., object], *given: object) -> object:
    """Do a task in a worker, one at a time, whatever threads it has: what the crew knows is no matter for several."""
    if digest != program.digest():
        message = "this worker came later and runs another program"
        raise RuntimeError(message)
    with _one_task:
        return function(*given)
