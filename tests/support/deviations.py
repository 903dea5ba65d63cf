"""Deviations for tests, through the doors."""

from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.deviations.actions.decide_deviation import decide_deviation
from shared_templates.deviations.actions.propose_deviation import propose_deviation
from shared_templates.deviations.proposing import Why
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release

OURS = "Samordnaren utreder."


def taken(sites: SimpleNamespace, codes: Sequence[str] = ("P-08",)) -> SimpleNamespace:
    """Processes that Skara has taken, with an owner, an approver and a reader, each in a browser too."""
    with site(sites.mall):
        found = release(*(keep(code, process()) for code in codes))
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())
        owner, approver = (PersonFactory(group_names=(TEMPLATE_KEEPERS,)) for _number in range(2))
        reader = PersonFactory()
    return SimpleNamespace(
        release=found, owner=owner, approver=approver, reader=reader,
        at_owner=SiteClient("skara.localhost").sign_in(owner),
        at_approver=SiteClient("skara.localhost").sign_in(approver),
        at_reader=SiteClient("skara.localhost").sign_in(reader), **vars(sites),
    )  # fmt: skip


def because(owner: User, **said: Any) -> Why:
    """A whole reason, but for what is said."""
    return Why(
        **{"reason": "organisation", "text": "Vi är små.", "review_on": clock.today() + timedelta(days=90),
           "owner": owner, **said}
    )  # fmt: skip


def depart(owner: User, code: str = "P-08", **said: Any) -> Deviation:
    """Here a process says something else, and why; in the active site."""
    item = Adopted.objects.get(code=code)
    now = said.pop("now", clock.now())
    if "unit" in said:
        return propose_deviation(actor=actor_for(owner), item=item, why=because(owner, **said), now=now)
    change_item(
        actor=actor_for(owner), item=item, content=process(steps={"utred": OURS}), read=item.revision, now=now,
        why=because(owner, **said),
    )  # fmt: skip
    return Deviation.objects.get(item=item, state="proposed", unit=None)


def decided(deviation: Deviation, user: User, *, approved: bool = True, **said: Any) -> Deviation:
    """Yes, or no with a word."""
    return decide_deviation(
        actor=actor_for(user), user=user, deviation=deviation, read=deviation.revision, approved=approved,
        **{"now": clock.now(), "note": "" if approved else "Mallen räcker.", **said},
    )  # fmt: skip
