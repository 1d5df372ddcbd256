"""What a child process that opens a foreign file may have: so much memory, so much time, and no files to write."""

from __future__ import annotations


def confine(memory: int, *, seconds: int | None = None, writes: bool = False) -> None:
    """Take away from this process, for good, what it does not need.

    `memory` is in bytes and `seconds` are those of the processor; `writes` is for those who need other programs. On
    Windows nothing can be taken away, and the parent's clock is the only limit.
    """
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_CORE: 0}
    if seconds is not None:
        limits[resource.RLIMIT_CPU] = seconds
    if not writes:
        limits[resource.RLIMIT_FSIZE] = 0
    for which, limit in limits.items():
        _, hard = resource.getrlimit(which)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(which, (allowed, allowed))
