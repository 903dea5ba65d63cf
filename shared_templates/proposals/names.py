"""Who said what of proposals, on every site that reads it: the name of now (LAW-24)."""

from collections import defaultdict
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Replace

from samverk.identity.models import User
from samverk.identity.protection.copies import LENGTH, rename
from samverk.notifications.models import Event
from shared_templates.proposals.models import Comment, Decision, Vote
from shared_templates.proposals.queries import concerned
from shared_templates.proposals.told import SPOKEN
from tenants.models import Tenant
from tenants.queries import active_schema
from tenants.site_context import site


def follow_name(*, user: User, before: str) -> None:
    """Rewrite comments, votes and answers that this site wrote, and what other sites were told of them.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    here, called = active_schema(), user.display_name[:LENGTH]
    said = Comment.objects.order_by().filter(schema_name=here, writer_uuid=user.uuid)
    said.update(writer=called)
    for model in (Vote, Decision):
        rename(model._default_manager.order_by().filter(schema_name=here), "by", user=user, before=before)
    if user.is_protected and before:
        told: dict[UUID, list[str]] = defaultdict(list)
        for proposal, uuid in said.values_list("proposal__uuid", "uuid"):
            told[proposal].append(f"{proposal}:{uuid}")
        for proposal, keys in told.items():
            _hide(keys, concerned(proposal), before=before, called=called)


def _hide(keys: list[str], schemas: set[str], *, before: str, called: str) -> None:
    """In the notices of those sites: each keeps its own excerpt of what was said."""
    for tenant in Tenant.objects.filter(schema_name__in=schemas):
        with site(tenant):
            rows = Event.objects.filter(kind=SPOKEN, key__in=keys, excerpt__contains=before)
            rows.update(excerpt=Replace(F("excerpt"), Value(before), Value(called)))
