"""Proposals to the model for tests: Tibro's are Hjo's here, the sites there are."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.change_item import Why, change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Release
from shared_templates.content.values import Content
from shared_templates.masters.models import Master
from shared_templates.proposals.actions.keep_proposal import keep_proposal
from shared_templates.proposals.actions.send_proposal import send_proposal
from shared_templates.proposals.models import Proposal
from tenants.site_context import site
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release

V1 = "Chefen utreder.\nInom fjorton dagar.\nBrukaren hörs."
OURS = "Samordnaren utreder.\nInom fjorton dagar.\nBrukaren hörs."


def ours(text: str = OURS) -> Content:
    """P-08 as a municipality would have it."""
    return process(steps={"utred": text})


def take(found: Release) -> None:
    """Everything of it, in the active municipality."""
    take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())


def taken_at_skara(sites: SimpleNamespace) -> Master:
    """P-08 of the model; Skara has its first version."""
    with site(sites.mall):
        master = keep("P-08", process(steps={"utred": V1}))
        first = release(master)
    with site(sites.skara):
        take(first)
    return master


def adapt(text: str = OURS) -> Adopted:
    """P-08 in the active municipality's own words, with a reason."""
    item = Adopted.objects.get(code="P-08")
    why = Why("organisation", "Vi har en samordnare.", clock.today() + timedelta(days=90), PersonFactory())
    return change_item(
        actor=HOUSE, item=item, content=ours(text), read=item.revision, now=clock.now(), why=why
    )  # fmt: skip


def draft(
    said: str | Content = OURS, why: str = "Samordnaren har tid.", uuid: UUID | None = None, code: str = "P-08"
) -> Proposal:
    """A proposal that the active municipality has not sent; P-08's step where only its words are told."""
    return keep_proposal(
        actor=HOUSE, item=Adopted.objects.get(code=code), content=ours(said) if isinstance(said, str) else said,
        why=why, uuid=uuid or uuid4(), now=clock.now(),
    )  # fmt: skip


def send(proposal: Proposal) -> Proposal:
    """Sent by somebody who answers for templates in the active municipality."""
    person = PersonFactory(title="Projektledare")
    return send_proposal(actor=HOUSE, user=person, proposal=proposal, now=clock.now())


def proposed(sites: SimpleNamespace) -> SimpleNamespace:
    """P-08 is released; Skara and Hjo have taken it, Skara has its own words and has proposed them."""
    with site(sites.mall):
        master = keep("P-08", process(steps={"utred": V1}))
        first = release(master)
    with site(sites.hjo):
        take(first)
    with site(sites.skara):
        take(first)
        adapt()
        proposal = send(draft())
    return SimpleNamespace(master=master, first=first, proposal=proposal, **vars(sites))
