"""What others have said of posts, in figures that talk keeps."""

from collections.abc import Collection
from dataclasses import dataclass

from samverk.social.posts.refs import KIND
from tenants.connection import connection


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one post.

    Attributes:
        comments: how many comments.
        reactions: how many reactions of any kind.
    """

    comments: int = 0
    reactions: int = 0


# Both figures at once and by hand: it is asked at every feed.
_FACTS = """
SELECT key, sum(comments), sum(reactions) FROM (
    SELECT key, comments, 0 AS reactions FROM social_talk_thread WHERE kind = %(kind)s AND key = ANY(%(keys)s)
    UNION ALL
    SELECT key, 0, number FROM social_talk_reactioncount WHERE kind = %(kind)s AND key = ANY(%(keys)s)
) AS said GROUP BY key
"""


def facts_of(keys: Collection[str]) -> dict[str, Facts]:
    """The figures of these posts, without those nobody has said anything of; one query."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"kind": KIND, "keys": list(keys)})
        return {key: Facts(int(comments), int(reactions)) for key, comments, reactions in cursor.fetchall()}
