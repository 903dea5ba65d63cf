"""One line of the list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defence:
    """One thing that stops an attack, and how to take it away.

    Attributes:
        name: short, unique.
        what: what it does, for the table.
        file: where it stands.
        old, new: the text that is it, and what is left without it.
        test: file and name of the test that must fail then.
    """

    name: str
    what: str
    file: str
    old: str
    new: str
    test: str
