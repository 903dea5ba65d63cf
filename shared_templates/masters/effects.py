"""What a release would meet in each municipality, as far as the public facts tell: nobody's text is read here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from shared_templates.catalogue.models import Standing
from shared_templates.content.likeness import Likeness
from tenants.models import Kind
from tenants.queries import open_tenants

_NOT_HERE = Q(likeness=Likeness.NOT_APPLICABLE)
_OWN = Q(likeness__in=[Likeness.ADAPTED, Likeness.REPLACED])
_AS_IS = ~_NOT_HERE & ~_OWN


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the items of a release meet in one municipality; each item is counted once.

    Attributes:
        name: the municipality's.
        new: they have never taken them.
        as_is: they have them unchanged, and nobody is asked.
        own: they have words of their own: a person is asked where both have changed the same place.
        put_off: they have the item unchanged, but wait with a version of it that is out already.
        not_here: they have answered that it does not concern them.
    """

    name: str
    new: int
    as_is: int
    own: int
    put_off: int
    not_here: int


def meetings(keys: Collection[UUID], *, day: date) -> list[Meeting]:
    """Every open municipality, by name; two queries, however many there are.

    Args:
        keys: of the items that are to be released.
        day: today.
    """
    waits = Q(put_off_until__gt=day)
    rows = (
        Standing.objects.filter(key__in=list(keys))
        .values("schema_name")
        .annotate(
            as_is=Count("pk", filter=_AS_IS & ~waits),
            waiting=Count("pk", filter=_AS_IS & waits),
            own=Count("pk", filter=_OWN),
            not_here=Count("pk", filter=_NOT_HERE),
            known=Count("pk"),
        )
    )
    told = {row["schema_name"]: row for row in rows}
    nothing = dict.fromkeys(("as_is", "waiting", "own", "not_here", "known"), 0)
    found = []
    for tenant in open_tenants().filter(kind=Kind.MUNICIPALITY).order_by("name"):
        row = told.get(tenant.schema_name, nothing)
        new = len(set(keys)) - row["known"]
        found.append(Meeting(tenant.name, new, row["as_is"], row["own"], row["waiting"], row["not_here"]))
    return found
