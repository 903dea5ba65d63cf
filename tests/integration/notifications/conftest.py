"""Something to be told of."""

from collections.abc import Iterator

import pytest

from tests.support.telling import Things, things_to_tell_of


@pytest.fixture
def things() -> Iterator[Things]:
    """A kind of thing, and kinds of events about it."""
    with things_to_tell_of() as found:
        yield found
