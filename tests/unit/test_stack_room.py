"""Room on Python's stack: at no depth does a call ask the system for memory."""

import resource
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from samverk.project.stack_room import with_room
from samverk.project.web_server import post_worker_init

CALLS = 1000
#: More frames than fit in a piece of 16 KiB.
DEEPEST = 300


def _leaf(one: int, two: int, three: int, four: int) -> int:
    return one + two + three + four


def _faults(depth: int) -> int:
    """Pages that a loop of calls so deep down asked the system for."""
    if depth:
        return _faults(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _number in range(CALLS):
        _leaf(1, 2, 3, 4)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _most() -> int:
    return max(_faults(depth) for depth in range(DEEPEST))


def _in_a_web_worker(call: Callable[[], int]) -> int:
    worker = SimpleNamespace(run=call)
    post_worker_init(worker)
    found: int = worker.run()
    return found


@pytest.mark.parametrize("run", [with_room, _in_a_web_worker])
def test_pf26_no_loop_asks_the_system_for_memory_at_every_turn(run: Callable[[Callable[[], int]], int]) -> None:
    assert run(_most) < CALLS / 10


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="later releases keep the piece")
def test_pf26_without_room_there_is_a_depth_where_it_does() -> None:
    """The probe sees it: what is measured above is there to be avoided."""
    assert _most() >= CALLS


def test_pf26_what_is_called_with_room_answers_and_breaks_as_it_is() -> None:
    assert with_room(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 // 0)
