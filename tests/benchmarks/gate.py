"""How long two thousand pages take through the publication gate, with two examiners: it has to be under ten seconds."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter

from minutebook.personal.others import Roles
from minutebook.privacy.supervision import examine
from minutebook.workforce import Workforce

from tests.planting import pdf

FILES, PAGES, LINES, WORDS = 100, 20, 40, 12
MOST_SECONDS = 10
VOCABULARY = (
    "kommunen beslutning udvalget sagen 2014 1.234.567 forvaltningen indstiller at planen godkendes den 9. september "
    "tlf. 45 97 30 00 journalnr. 20140810052 og pct. 22,7 borgere ledige i alt 12.345 kr."
)


def page(random: Random) -> str:
    words = VOCABULARY.split()
    return "\n".join(" ".join(random.choice(words) for _ in range(WORDS)) for _ in range(LINES))


def main() -> None:
    """Measure three times and print the median."""
    random = Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(FILES):
            (folder / f"{number:03d}.pdf").write_bytes(pdf(*(page(random) for _ in range(PAGES))))
        files = sorted(folder.iterdir())
        taken = []
        for _ in range(3):
            start = perf_counter()
            reports = list(examine(files, Roles(), workforce=Workforce(count=2)))
            taken.append(perf_counter() - start)
    median = statistics.median(taken)
    gaps = {gap.reason for report in reports for gap in report.gaps}
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = (spent.ru_utime + spent.ru_stime) / len(taken)
    print(
        f"{FILES * PAGES} pages in {FILES} PDFs, two examiners: "
        f"{median:.1f} s (median of 3), {busy:.1f} s of processor time, gaps: {gaps or 'none'}"
    )
    sys.exit(median > MOST_SECONDS)


if __name__ == "__main__":
    main()
