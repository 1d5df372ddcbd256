"""Archives: zip, tar, gzip, bzip2 and xz. Every file in one is read as if it lay beside it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from minutebook.privacy.carriers.budget import Budget
from minutebook.privacy.passage import Gap, Passage, RefusalError

Deeper = Callable[[bytes, str, Budget], Iterator[Passage | Gap]]
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


def read_zip(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield what the members of a zip archive hold, and what is noted on them."""
    for member, held in members(data, budget):
        yield Passage(f"{member.filename}\n{member.comment.decode('utf-8', 'replace')}", (("member-name", ""),))
        if held is None:
            yield Gap("encrypted", (("member", member.filename),))
            continue
        for found in deeper(held, member.filename, budget):
            yield found.inside(("member", member.filename))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield Passage(archive.comment.decode("utf-8", "replace"), (("comment", ""),))


def members(data: bytes, budget: Budget) -> Iterator[tuple[zipfile.ZipInfo, bytes | None]]:
    """Yield the files of a zip archive with their content, or with nothing where it is encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                if member.flag_bits & _ENCRYPTED:
                    yield member, None
                    continue
                with archive.open(member) as stream:
                    yield member, budget.take(_chunks(stream))
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        OSError,
        EOFError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise RefusalError("broken") from error


def read_tar(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield what the members of a tar archive hold."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                yield Passage(f"{member.name}\n{member.linkname}", (("member-name", ""),))
                stream = archive.extractfile(member) if member.isfile() else None
                if stream is None:
                    budget.enter()
                    continue
                for found in deeper(budget.take(_chunks(stream)), member.name, budget):
                    yield found.inside(("member", member.name))
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise RefusalError("broken") from error


def read_gzip(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield what a gzip file holds."""
    yield from _single(lambda stream: gzip.GzipFile(fileobj=stream), data, budget, deeper)


def read_bzip2(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield what a bzip2 file holds."""
    yield from _single(bz2.BZ2File, data, budget, deeper)


def read_xz(data: bytes, budget: Budget, deeper: Deeper) -> Iterator[Passage | Gap]:
    """Yield what an xz file holds."""
    yield from _single(lzma.LZMAFile, data, budget, deeper)


def _single(
    unpack: Callable[[io.BytesIO], io.BufferedIOBase], data: bytes, budget: Budget, deeper: Deeper
) -> Iterator[Passage | Gap]:
    try:
        with unpack(io.BytesIO(data)) as stream:
            held = budget.take(_chunks(stream))
    except _BROKEN as error:
        raise RefusalError("broken") from error
    yield from deeper(held, "", budget)


def _chunks(stream: IO[bytes] | io.BufferedIOBase) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
