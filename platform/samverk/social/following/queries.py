"""Reads of following."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from samverk.identity.models import User
from samverk.kernel.subjects import Ref, Subject, subject_kinds, visible_refs
from samverk.social.following.models import Follow
from tenants.prepared import ask


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing somebody follows and may see.

    Attributes:
        subject: the thing.
        since: from when.
    """

    subject: Subject
    since: datetime


def followers_of(refs: Collection[Ref]) -> list[int]:
    """Keys of the users who follow one of these; one query. Whether they may see it is asked by whoever tells them.

    Args:
        refs: a thing, and the wider things it belongs to.
    """
    found = ask(_FOLLOWERS, [[ref.kind for ref in refs], [ref.key for ref in refs]], steady=True) if refs else []
    return [user for (user,) in found]


def followers_of_each(refs: Collection[Ref]) -> dict[Ref, list[int]]:
    """The same for each of many things that somebody follows; one query, none for no things."""
    found: dict[Ref, list[int]] = {}
    asked = ask(_EACH, [[ref.kind for ref in refs], [ref.key for ref in refs]]) if refs else []
    for kind, key, user in asked:
        found.setdefault(Ref(kind, key), []).append(user)
    return found


#: Written out, as every comment asks it inside its transaction.
_FOLLOWERS = """
SELECT DISTINCT f.user_id::bigint FROM unnest(%s::text[], %s::text[]) AS wanted (kind, key)
JOIN social_following_follow f ON f.kind = wanted.kind AND f.key = wanted.key"""
_EACH = """
SELECT f.kind, f.key, f.user_id FROM unnest(%s::text[], %s::text[]) AS wanted (kind, key)
JOIN social_following_follow f ON f.kind = wanted.kind AND f.key = wanted.key"""
#: Written out, as every page with a button asks it; the talk about a thing asks it with what it asks itself.
FOLLOWS = """EXISTS (SELECT FROM social_following_follow f
    WHERE f.user_id = %(viewer)s AND f.kind = %(kind)s AND f.key = %(key)s)"""


def is_following(*, user: User, ref: Ref) -> bool:
    """One query."""
    return bool(ask(f"SELECT {FOLLOWS}", {"viewer": user.pk, "kind": ref.kind, "key": ref.key})[0][0])


def followed_refs(*, user: User, kinds: Collection[str] = ()) -> list[Ref]:
    """What somebody follows, the last first; one query. Rights are not asked.

    Args:
        user: who follows.
        kinds: only of these; empty for all.
    """
    rows = Follow.objects.filter(user=user, **({"kind__in": list(kinds)} if kinds else {}))
    return [Ref(kind, key) for kind, key in rows.values_list("kind", "key")]


def followed_by(*, user: User, kind: str = "", count: int = 50, offset: int = 0) -> tuple[list[Followed], bool]:
    """Some of what somebody follows, the last first, and whether there is more. What is gone or may no longer be seen
    is left out. A fixed number of queries for each kind among them.

    Args:
        user: who follows.
        kind: only of this one; empty for all.
        count: how many to look at.
        offset: how many to pass over.
    """
    rows = Follow.objects.filter(user=user, **({"kind": kind} if kind else {}))
    found = [
        (Ref(k, key), since) for k, key, since in rows.values_list("kind", "key", "since")[offset : offset + count + 1]
    ]
    seen = visible_refs(user, [ref for ref, _since in found])
    subjects: dict[Ref, Subject] = {}
    for each in {ref.kind for ref in seen}:
        keys = [ref.key for ref in seen if ref.kind == each]
        subjects |= {Ref(each, key): subject for key, subject in subject_kinds[each].found(keys).items()}
    shown = [Followed(subjects[ref], since) for ref, since in found[:count] if ref in subjects]
    return shown, len(found) > count


def kinds_followed(*, user: User) -> dict[str, int]:
    """How many things of each kind somebody follows; one query."""
    from django.db.models import Count

    rows = Follow.objects.filter(user=user).order_by().values_list("kind").annotate(number=Count("pk"))
    return {kind: number for kind, number in rows if kind in subject_kinds}
