"""The model municipality and two others with something in every table of shared_templates, through the doors."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.apps import apps
from django.db import models

from samverk.identity.access import actor_for
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.put_off import put_off
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.board.actions.answer_habit import answer_habit
from shared_templates.board.models import Submission
from shared_templates.catalogue.models import ReleasedItem, TrustedKey
from shared_templates.masters.models import Master
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.actions.decide_proposal import accept_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.models import Proposal
from tenants.models import Tenant
from tenants.policies import public_tables
from tenants.site_context import operator_site, site
from tests.support.deviations import decided, depart
from tests.support.documents import document_rows
from tests.support.factories import PersonFactory, unit
from tests.support.knowledge import placed, shared, written
from tests.support.likeness import day_row
from tests.support.masters import keep, node, process, release, term
from tests.support.proposals import OURS, V1, adapt, draft, ours, send

#: What Skara says of P-08 beside the words it has proposed: the model never hears of it.
SECRET = "Samordnaren heter Gunilla."


def whole_model() -> SimpleNamespace:
    """Skara and Hjo have taken, adapted, put off, proposed, voted and spoken; the model has answered all of it."""
    with operator_site():
        sites = SimpleNamespace(**{tenant.slug: tenant for tenant in Tenant.objects.all()})
    with site(sites.mall):
        masters = [
            keep("P-08", process(steps={"utred": V1})),
            keep("P-09", process("Inköp")),
            keep("T-01", term("brukare"), kind="term"),
            keep("N-06", node("Styrande dokument", "nej"), kind="node"),
        ]
        first = release(*masters)
    for there in (sites.skara, sites.hjo):
        with site(there):
            take_release(actor=HOUSE, uuid=uuid4(), release=first.uuid, now=clock.now())
    _speak(sites)
    with site(sites.mall):
        second = release(Master.objects.get(code="P-08"))
        keep("T-01", term("brukare", note="Ännu ett utkast."), kind="term", master=Master.objects.get(code="T-01"))
    with site(sites.skara):
        put_off(
            actor=HOUSE, item=ReleasedItem.objects.get(code="P-08", version=2), now=clock.now(),
            until=clock.today() + timedelta(days=30),
        )  # fmt: skip
        document_rows(PersonFactory())
    with site(sites.hjo):
        article = shared(written(title="Så hörs brukaren"))
    with site(sites.skara):
        placed(article.article.key)
    # A quarter that has passed, so that there is a trend.
    day_row(sites.skara, date(2025, 3, 31), 3, 4)
    return SimpleNamespace(first=first, second=second, **vars(sites))


def _speak(sites: SimpleNamespace) -> None:
    """Deviations, a habit with the board's word, proposals with votes, words and answers."""
    with site(sites.skara):
        owner, approver = PersonFactory(), PersonFactory()
        adapt(f"{OURS}\n{SECRET}")
        answer_routine(actor=HOUSE, item=Adopted.objects.get(code="P-09"), answer="adopt", now=clock.now())
        depart(owner, "T-01", unit=unit("Skola G").uuid)
        habit = decided(depart(owner, "P-09", reason="habit", cost_a_year=5000), approver)
        sent = send(draft())
        draft(process("Inköp", steps={"kop": "Vi frågar tre."}), code="P-09")
    with site(sites.hjo):
        person = PersonFactory(display_name="Mona")
        theirs = send(draft("Rektorn utreder.\nInom fjorton dagar.\nBrukaren hörs."))
        vote(actor=HOUSE, user=person, proposal=sent, stance="for", now=clock.now())
        comment(actor=HOUSE, user=person, proposal=sent, text="Så vill vi också ha det.", uuid=uuid4(), now=clock.now())
    with site(sites.skara):
        vote(actor=HOUSE, user=owner, proposal=theirs, stance="against", why="Chefen ska.", now=clock.now())
        comment(actor=actor_for(owner), user=owner, proposal=theirs, text="Nej.", uuid=uuid4(), now=clock.now())
    with site(sites.mall):
        told = Submission.objects.get(deviation=habit.uuid)
        answer_habit(
            actor=HOUSE, deviation=told.deviation, submitted_at=told.submitted_at, advice="keep", comment="Behåll.",
            now=clock.now(),
        )  # fmt: skip
        master = Master.objects.get(code="P-08")
        found = Proposal.objects.get(pk=sent.pk)
        accept_proposal(actor=HOUSE, proposal=found, read=master.revision, now=clock.now())
        assert Master.objects.get(code="P-08").said() == ours()


def tables() -> Iterator[type[models.Model]]:
    """Every table of shared_templates but the keys a deployment trusts, which are no site's."""
    for model in apps.get_models():
        if model.__module__.startswith("shared_templates.") and model is not TrustedKey:
            yield model


def is_public(model: type[models.Model]) -> bool:
    """Does it lie between the sites."""
    return model._meta.db_table in public_tables


def rows_of(model: type[models.Model]) -> list[str]:
    """What the active site reads of a table, by content: without the numbers that only this database gives."""
    names = [field.name for field in model._meta.concrete_fields if not (field.primary_key or field.is_relation)]
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in model._default_manager.values(*names))


def between(tenant: Tenant) -> dict[str, list[str]]:
    """Everything of shared_templates in `public` that a site reads."""
    with site(tenant):
        return {model._meta.db_table: rows_of(model) for model in tables() if is_public(model)}
