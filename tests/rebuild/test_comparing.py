"""What is compared at a tenth of the cost says what comparing all of it would say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from minutebook.model import Meeting
from minutebook.privacy import publishable
from minutebook.rebuild.comparing import Comparison, suspects
from minutebook.views import Views

from tests.builders import archive, organization
from tests.views.test_order_and_growth import COUNCIL, meetings

CLASSIFICATIONS = st.sampled_from(["committee", "council"])


def views(drawn: list[Meeting], classification: str) -> Views:
    town = [organization("ebu", classification=classification), organization("social"), organization(COUNCIL)]
    return Views(publishable(archive(*drawn, organizations=town)))


@settings(max_examples=60)
@given(meetings(), meetings(), st.booleans(), CLASSIFICATIONS, CLASSIFICATIONS)
def test_trails_that_follow_from_the_same_are_the_same(one, other, extended, here, there):
    former, present = views(one, here), views([*one, *other][: len(one) + 2] if extended else other, there)
    both = former.handling.keys() & present.handling.keys()

    other_ones = suspects([(key,) for key in both], former.trail_origins, present.trail_origins, Comparison())
    alike = both - {key for (key,) in other_ones}

    assert {key: former.trail(key) for key in alike} == {key: present.trail(key) for key in alike}
