"""What others have said of posts, in figures; told by the room's other half, which keeps count."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from samverk.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one post.

    Attributes:
        comments: how many comments.
        reactions: how many reactions of any kind.
    """

    comments: int = 0
    reactions: int = 0


#: (keys of posts) → what is known of those anybody has said something about; a fixed number of queries.
fact_sources: Registry[Callable[[Collection[str]], dict[str, Facts]]] = Registry("what is said of posts")


def facts_of(keys: Collection[str]) -> dict[str, Facts]:
    """The figures of these posts, from all who count."""
    found: dict[str, Facts] = {}
    for source in fact_sources.values() if keys else ():
        for key, facts in source(keys).items():
            known = found.get(key, Facts())
            found[key] = Facts(known.comments + facts.comments, known.reactions + facts.reactions)
    return found
