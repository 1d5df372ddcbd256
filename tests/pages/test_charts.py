"""Charts say in words what they show, and every mark of theirs stands within them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from minutebook.pages.charts import Bar, Chart, Point, Target, bars, course

VALUES = [
    pytest.param(["-39.7", "-70.4"], "-22", id="falls"),
    pytest.param(["22.7", "-9.2"], "21", id="both-ways"),
    pytest.param(["70.2"], "65", id="one"),
    pytest.param(["0"], "0", id="nothing"),
    pytest.param(["0.0001", "1000000000"], None, id="far-apart"),
    pytest.param([str(value) for value in range(12)], "11", id="many"),
]


def drawn(values: list[str], target: str | None) -> list[Chart]:
    aim = Target(f"mål {target}", Decimal(target)) if target else None
    rows = [Bar(f"by {number}", value, Decimal(value), own=not number) for number, value in enumerate(values)]
    points = [Point(f"K{number}", value, Decimal(value)) for number, value in enumerate(values)]
    return [bars("a", "Mål", "maj 2014", rows, aim), course("b", "Mål", "status for status", points, aim)]


@pytest.mark.parametrize(("values", "target"), VALUES)
def test_every_mark_stands_within_the_chart(values, target):
    for chart in drawn(values, target):
        across = [Decimal(found) for found in re.findall(r' (?:x|x1|x2|cx|width)="([-0-9.]+)%"', chart.drawing)]
        down = [int(found) for found in re.findall(r' (?:y|y1|y2|cy)="(-?[0-9]+)"', chart.drawing)]

        assert all(0 <= place <= 100 for place in across)
        assert all(0 <= place <= chart.height for place in down)


@pytest.mark.parametrize(("values", "target"), VALUES)
def test_a_chart_says_every_value_and_the_target(values, target):
    for chart in drawn(values, target):
        assert all(value in chart.words for value in values)
        assert not target or f"mål {target}" in chart.words
        assert f'aria-labelledby="{chart.id}-title {chart.id}-words"' in chart.svg


def test_a_bar_grows_from_nought_to_its_value():
    chart = bars("a", "Mål", "", [Bar("a", "", Decimal(-50)), Bar("b", "", Decimal(50), own=True)], None)

    assert re.findall(r'<rect class="([^"]+)" x="([0-9.]+)%" y="[0-9]+" width="([0-9.]+)%"', chart.drawing) == [
        ("chart__bar", "1", "49"),
        ("chart__bar chart__own", "50", "49"),
    ]


def test_words_of_records_cannot_be_markup():
    chart = bars("a", "<b>", "&", [Bar("<script>", '"', Decimal(1))], Target("<i>", Decimal(2)))

    assert not re.search(r"<(?:b|script|i)>", chart.svg)


def test_many_points_leave_room_for_their_words():
    chart = drawn([str(value) for value in range(12)], None)[1]

    assert chart.drawing.count("chart__name") == 2
    assert chart.drawing.count("chart__value") == 2
    assert chart.drawing.count("<circle") == 12
