"""News by the part of the organisation they are directed to."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from samverk.intranet.models import NewsPage
from samverk.intranet.targeting.keys import part_key

if TYPE_CHECKING:
    from django.db.models import QuerySet


def directed_to_parts(parts: Iterable[UUID]) -> "QuerySet[NewsPage]":
    """News, or their latest drafts, that are directed to one of these."""
    keys = [part_key(uuid) for uuid in parts]
    wanted = Q(targets__overlap=keys)
    for key in keys:
        wanted |= Q(latest_revision__content__targets__icontains=key)
    found: QuerySet[NewsPage] = NewsPage.objects.filter(wanted).order_by("pk")
    return found
