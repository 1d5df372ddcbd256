"""Charts as static SVG: bars beside each other, and values one after the other, each against a target.

Places across are per cents and places down are pixels, so a chart is as wide as there is room while its words keep the
reader's size; colours come from the style sheet and follow dark mode, print and forced colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from markupsafe import Markup

ROW, BAR, LINE = 42, 12, 20
"""Pixels: a row of bars, the bar in it, and a line of words."""
PLOT = 150
"""Pixels: the height of the values one after the other."""
FEW_POINTS = 3
"""As many points as have room for their periods beside each other on a phone."""
MANY_VALUES = 8
"""With more points than this only the first and the last say their value."""
HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of someone, in words and as a number; `own` is the one that the page is about."""

    name: str
    words: str
    value: Decimal
    own: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What has to be reached, in words and as a number."""

    words: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its name, a remark, and an alternative in words; `id` is its own on the page."""

    id: str
    name: str
    remark: str
    words: str
    drawing: Markup
    height: int

    @property
    def svg(self) -> Markup:
        """The drawing as an image that says what it shows."""
        return Markup(
            '<svg class="chart" role="img" aria-labelledby="{0}-title {0}-words" width="100%" height="{1}">'
            '<title id="{0}-title">{2}</title><desc id="{0}-words">{3}</desc>{4}</svg>'
        ).format(self.id, self.height, f"{self.name}, {self.remark}", self.words, self.drawing)


def bars(id_: str, name: str, remark: str, values: Sequence[Bar], target: Target | None) -> Chart:
    """Draw values as bars under each other, each with a line through it where the target is."""
    scale = _Scale.over((*(bar.value for bar in values), *((target.value,) if target else ())))
    bottom = ROW * len(values)
    drawn = [mark for number, bar in enumerate(values) for mark in _bar(bar, ROW * number, scale, target)]
    if target:
        drawn.append(_words("chart__goal", scale.at(target.value), bottom + LINE - 4, target.words))
    said = "; ".join((*(f"{bar.name}: {bar.words}" for bar in values), *((target.words,) if target else ())))
    return Chart(id_, name, remark, said, Markup("").join(drawn), bottom + (LINE if target else 0))


def _bar(bar: Bar, top: int, scale: _Scale, target: Target | None) -> Iterator[Markup]:
    """Draw the words over the bar, and through the bar alone the lines where nought and where the target is."""
    own = " chart__own" if bar.own else ""
    left, right = sorted((scale.at(Decimal(0)), scale.at(bar.value)))
    yield _text(f"chart__name{own}", "0%", top + 13, "start", bar.name)
    yield _text(f"chart__value{own}", "100%", top + 13, "end", bar.words)
    yield Markup('<rect class="chart__bar{}" x="{}%" y="{}" width="{}%" height="{}"/>').format(
        own, _short(left), top + LINE, _short(right - left), BAR
    )
    nought = scale.at(Decimal(0))
    yield _line("chart__axis", nought, top + LINE - 1, nought, top + LINE + BAR + 1)
    if target:
        at = scale.at(target.value)
        yield _line("chart__target", at, top + LINE - 1, at, top + LINE + BAR + 4)


@dataclass(frozen=True, slots=True)
class Point:
    """A value at its time."""

    period: str
    words: str
    value: Decimal


def course(id_: str, name: str, remark: str, points: Sequence[Point], target: Target | None) -> Chart:
    """Draw values one after the other, the oldest first, with a line along them where the target is."""
    scale = _Scale.over((*(point.value for point in points), *((target.value,) if target else ())))
    places = [(_across(number, len(points)), _down(scale, point.value)) for number, point in enumerate(points)]
    drawn = [_line("chart__axis", Decimal(0), _down(scale, Decimal(0)), Decimal(100), _down(scale, Decimal(0)))]
    if target:
        height = _down(scale, target.value)
        drawn.append(_line("chart__target chart__target--along", Decimal(0), height, Decimal(100), height))
        above = height < places[-1][1]
        drawn.append(_text("chart__goal", "100%", height - 6 if above else height + 15, "end", target.words))
    drawn += (_line("chart__way", *one, *other) for one, other in pairwise(places))
    ends = {0, len(points) - 1}
    for number, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        drawn.append(Markup('<circle class="chart__point" cx="{}%" cy="{}" r="5"/>').format(_short(x), y))
        if len(points) <= MANY_VALUES or number in ends:
            drawn.append(_words("chart__value chart__own", x, y - 10, point.words))
        if len(points) <= FEW_POINTS or number in ends:
            drawn.append(_words("chart__name", x, PLOT + LINE * 3, point.period))
    said = "; ".join((*(f"{point.period}: {point.words}" for point in points), *((target.words,) if target else ())))
    return Chart(id_, name, remark, said, Markup("").join(drawn), PLOT + LINE * 3 + 6)


def _across(number: int, count: int) -> Decimal:
    """Spread points over the width, the first and the last a little inside."""
    return HALF if count == 1 else 4 + Decimal(92) * number / (count - 1)


def _down(scale: _Scale, value: Decimal) -> int:
    return LINE + int(((100 - scale.at(value)) * PLOT / 100).to_integral_value(ROUND_HALF_EVEN))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps values to per cents of the room there is; nought is always within it."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, values: Iterable[Decimal]) -> _Scale:
        known = (Decimal(0), *values)
        low, high = min(known), max(known)
        return cls(low, high if high > low else low + 1)

    def at(self, value: Decimal) -> Decimal:
        return 1 + 98 * (value - self.low) / (self.high - self.low)


def _words(kind: str, x: Decimal, y: int, text: str) -> Markup:
    """Set words at a place so that they run to the side on which there is more room."""
    edge = Decimal(20)
    anchor = "start" if x < edge else "end" if x > 100 - edge else "middle"
    return _text(kind, f"{_short(x)}%", y, anchor, text)


def _text(kind: str, x: str, y: int, anchor: str, text: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(kind, x, y, anchor, text)


def _line(kind: str, x1: Decimal, y1: int, x2: Decimal, y2: int) -> Markup:
    return Markup('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(kind, _short(x1), y1, _short(x2), y2)


def _short(number: Decimal) -> str:
    """Write a place with two decimals at most, the same on every machine."""
    return f"{number.quantize(Decimal('0.01'), ROUND_HALF_EVEN).normalize():f}"
