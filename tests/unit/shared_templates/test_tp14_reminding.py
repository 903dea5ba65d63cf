"""TP-14: fourteen and three days before, and on the day; what a worker that was away missed is made up for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared_templates.adoption.reminding import STEPS, due_step

RELEASED = date(2026, 3, 2)
MARGINS = st.integers(0, 60)
AWAY = st.sets(st.integers(0, 70))


@given(margin=MARGINS, away=AWAY)
def test_tp14_each_reminder_that_is_due_comes_once_somebody_is_there_again(margin: int, away: set[int]) -> None:
    last = RELEASED + timedelta(days=margin)
    there = [RELEASED + timedelta(days=number) for number in range(margin + 10) if number not in away]
    due = [(day, due_step(released=RELEASED, adopt_by=last, day=day)) for day in there]
    told = list(dict.fromkeys(step for _day, step in due if step is not None))
    assert told == sorted(told, reverse=True)
    assert all((last - day).days <= step < margin for day, step in due if step is not None), "none too early"
    for step, until in STEPS:
        could = any(until <= (last - day).days <= step for day in there)
        assert (step in told) == (could and step < margin)


def test_tp14_a_release_without_a_last_day_reminds_of_nothing() -> None:
    assert due_step(released=RELEASED, adopt_by=None, day=RELEASED) is None
