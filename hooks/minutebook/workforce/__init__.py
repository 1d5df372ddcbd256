"""The workforce: who shares the work of a build, processes of this machine or the workers of a cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from minutebook.workforce.apart import Apart
from minutebook.workforce.cluster import ClusterError, joined
from minutebook.workforce.crew import Crew
from minutebook.workforce.here import asked, begun, is_alone, processes, processors

__all__ = [
    "HERE",
    "Apart",
    "ClusterError",
    "Crew",
    "Workforce",
    "asked",
    "begun",
    "is_alone",
    "processes",
    "processors",
]


@dataclass(frozen=True, slots=True)
class Workforce:
    """Whom a town has its work done by: the cluster of a scheduler at an address, or as many processes of this machine.

    Where there is no cluster, 0 is one process for each processor.
    """

    cluster: str = ""
    count: int = 0

    def gathered(self, *known: object, joining: bool = False) -> AbstractContextManager[Crew | None]:
        """Gather a crew that knows something; none where whoever asks had better do it alone.

        Where they are processes of this machine, whoever asks may join them. May raise `ClusterError`.
        """
        return joined(self.cluster, *known) if self.cluster else processes(self.count, *known, joining=joining)


HERE = Workforce()
"""This machine, with all the processors that this process may use."""
