"""Numbers in as few bytes as they need: seven bits in each, the lowest first, the last without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

_TABLE = 1 << 14
_GOING_ON = bytes(range(128, 256))
_NUMBER = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")


def written(number: int) -> bytes:
    """Return a number as bytes."""
    return _table()[number] if number < _TABLE else _spelled(number)


def all_written(numbers: Iterable[int]) -> bytes:
    """Return numbers one after the other."""
    table = _table()
    return b"".join([table[each] if each < _TABLE else _spelled(each) for each in numbers])


def count(data: bytes | bytearray) -> int:
    """Return how many numbers stand in these bytes."""
    return len(data.translate(None, _GOING_ON))


def read(data: bytes) -> Sequence[int]:
    """Return the numbers that stand one after the other in these bytes."""
    return data if data.isascii() else list(map(_known().__getitem__, _NUMBER.findall(data)))


class _Known(dict[bytes, int]):
    """Numbers by their bytes."""

    def __missing__(self, spelled: bytes) -> int:
        return sum((byte & 127) << 7 * place for place, byte in enumerate(spelled))


@cache
def _known() -> _Known:
    return _Known(zip(_table(), range(_TABLE), strict=True))


@cache
def _table() -> tuple[bytes, ...]:
    return tuple(_spelled(number) for number in range(_TABLE))


def _spelled(number: int) -> bytes:
    spelled = bytearray()
    while number > 127:  # noqa: PLR2004
        spelled.append(number & 127 | 128)
        number >>= 7
    spelled.append(number)
    return bytes(spelled)
