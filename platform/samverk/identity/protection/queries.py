"""Reads of protection, for those who protect."""

from django.db.models import QuerySet

from samverk.identity.protection.models import SealedFacts


def protected_people() -> QuerySet[SealedFacts]:
    """Everybody whose identity is protected here, with the person; one query."""
    return SealedFacts.objects.select_related("user").order_by("display_name", "pk")
