"""TN-06: which of several levels decides, for every combination of levels and for any order of writing."""

import itertools
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from samverk.kernel.memory import Memory
from tenants.settings.resolution import lock_above, winner

STATES = ("locked", "default", "free")


@dataclass(frozen=True)
class Choice:
    """A level's choice."""

    value: int
    state: str


choices = st.none() | st.builds(Choice, st.integers(0, 9), st.sampled_from(STATES))
paths = st.lists(choices, min_size=1, max_size=6)


@given(paths)
def test_tn06_the_topmost_lock_always_wins(path: list[Choice | None]) -> None:
    locks = [number for number, choice in enumerate(path) if choice and choice.state == "locked"]
    if locks:
        assert winner(path) == locks[0]
    else:
        assert lock_above(path) is None


@given(paths)
def test_tn06_what_is_removed_is_as_if_it_had_never_been(path: list[Choice | None]) -> None:
    """An empty level changes nothing for itself: it takes what a place one step up hands down."""
    without = [*path[:-1], None]
    found = winner(without)
    above = path[:-1]
    offers = [number for number, choice in enumerate(above) if choice and choice.state != "free"]
    assert found == (winner(above) if lock_above(without) is not None else offers[-1] if offers else None)


@given(paths, st.randoms())
def test_tn06_the_order_of_writing_does_not_matter(path: list[Choice | None], luck) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(path)))
    luck.shuffle(order)
    written: list[Choice | None] = [None] * len(path)
    for number in order:
        written[number] = path[number]
    assert winner(written) == winner(path)


@given(paths)
def test_tn06_exactly_one_level_explains_the_value(path: list[Choice | None]) -> None:
    """Taking away everything but the deciding level leaves the value; changing the deciding level changes it."""
    found = winner(path)
    if found is None:
        assert all(choice is None or choice.state == "free" for choice in path[:-1])
        assert path[-1] is None
        return
    alone = [choice if number == found else None for number, choice in enumerate(path)]
    assert winner(alone) == found
    for number in set(range(len(path))) - {found}:
        choice = path[number]
        if choice is not None:
            other = [*path[:number], Choice(choice.value + 1, choice.state), *path[number + 1 :]]
            decider = other[winner(other) or 0]
            assert decider is not None
            assert decider.value == path[found].value  # type: ignore[union-attr]


@given(paths)
def test_tn06_nothing_can_be_written_below_a_lock_and_everything_elsewhere(path: list[Choice | None]) -> None:
    locked_above = any(choice and choice.state == "locked" for choice in path[:-1])
    assert (lock_above(path) is not None) == locked_above
    if not locked_above:
        assert winner([*path[:-1], Choice(1, "free")]) == len(path) - 1


def test_tn06_free_reaches_nobody_else() -> None:
    for states in itertools.product((None, "free"), repeat=3):
        above = [Choice(1, state) if state else None for state in states]
        assert winner([*above, None]) is None


def test_memory_forgets_the_oldest_and_what_is_too_old() -> None:
    small: Memory[int] = Memory(most=2)
    for number in (1, 2):
        small.keep(number, number)
    assert small.get(1) == 1
    small.keep(3, 3)
    assert (small.get(1), small.get(2), small.get(3)) == (1, None, 3)
    stale: Memory[int] = Memory(seconds=-1)
    stale.keep(1, 1)
    assert stale.get(1) is None
