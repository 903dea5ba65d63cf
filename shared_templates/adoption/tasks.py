"""The worker's rounds: after a release, after an order, for what was left undone; one transaction a municipality."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, Actor
from shared_templates.adoption.actions.carry_out_order import carry_out_order
from shared_templates.adoption.actions.remind_of_releases import remind_of_releases
from shared_templates.adoption.actions.take_by_itself import take_by_itself
from shared_templates.adoption.actions.tell_of_release import tell_of_release
from shared_templates.adoption.actions.tell_of_withdrawal import tell_of_withdrawal
from shared_templates.adoption.models import Application
from shared_templates.adoption.queries import application_by_uuid
from shared_templates.adoption.unfinished import PATIENCE, REACH, unfinished
from shared_templates.catalogue.models import Release
from shared_templates.catalogue.queries import withdrawn_between
from tenants.models import Kind
from tenants.queries import active_schema, open_tenants, tenant_in
from tenants.site_context import operator_site, site


@shared_task(name="shared_templates.go_round", operator=True)  # type: ignore[call-overload, untyped-decorator]
def go_round(*, release: str, withdrawn: bool = False, **kwargs: Any) -> None:
    """Queue one task for each municipality; run twice it does no harm."""
    wanted = hear_of_withdrawal if withdrawn else take_what_is_quiet
    for tenant in open_tenants().filter(kind=Kind.MUNICIPALITY):
        with site(tenant):
            wanted.delay(release=release)


@shared_task(name="shared_templates.take_what_is_quiet")
def take_what_is_quiet(*, release: str, **kwargs: Any) -> None:
    """Where the municipality wants what is new by itself: everything that touches nothing it has changed.

    What is left is told to those who take releases, also where the first could not be done (TP-14).
    """
    taken, is_left = None, False
    try:
        taken = take_by_itself(actor=HOUSE, release=UUID(release), now=clock.now())
        is_left = taken is None
    finally:
        tell_of_release(actor=HOUSE, release=UUID(release), now=clock.now(), taken=taken, is_left=is_left)


@shared_task(name="shared_templates.hear_of_withdrawal")
def hear_of_withdrawal(*, release: str, **kwargs: Any) -> None:
    """Those who take releases hear that one was taken back (TP-14)."""
    tell_of_withdrawal(actor=HOUSE, release=UUID(release), now=clock.now())


@shared_task(name="shared_templates.remind")
def remind(**kwargs: Any) -> None:
    """Each day: what is to be taken by a day and is not; run again it reminds of nothing twice (TP-14).

    And what was withdrawn within the week, where the message of it was lost; not before the municipality was made.
    Nobody else is told: the model takes nothing from itself, and to other sites nothing goes round.
    """
    here, now = tenant_in(active_schema()), clock.now()
    if here.kind != Kind.MUNICIPALITY:
        return
    remind_of_releases(actor=HOUSE, now=now)
    for release in withdrawn_between(max(now - REACH, here.created_at), now - PATIENCE):
        tell_of_withdrawal(actor=HOUSE, release=release.uuid, now=now)


@shared_task(name="shared_templates.take_what_was_ordered")
def take_what_was_ordered(*, order: str, **kwargs: Any) -> None:
    """What somebody chose on a page and left to the worker, in that person's name."""
    row = application_by_uuid(UUID(order))
    if row is not None and row.is_pending:
        actor = Actor(uuid=row.asked_by_uuid, name=row.asked_by)
        carry_out_order(actor=actor, order=row, now=clock.now())


@shared_task(name="shared_templates.take_up_again", operator=True, expires=500)  # type: ignore[call-overload, untyped-decorator]
def take_up_again(**kwargs: Any) -> None:
    """By the clock: queue anew what a crash, or a queue that was lost, has left undone."""
    municipalities = list(open_tenants().filter(kind=Kind.MUNICIPALITY))
    for left in unfinished(municipalities, now=clock.now()):
        with site(left.tenant):
            for order in left.orders:
                take_what_was_ordered.delay(order=str(order))
            for release in left.releases:
                take_what_is_quiet.delay(release=str(release))


def after_release(release: Release) -> None:
    """Once the release is there for good, the worker goes to every municipality."""
    _after_commit(release, withdrawn=False)


def after_withdrawal(release: Release) -> None:
    """The same once it is taken back."""
    _after_commit(release, withdrawn=True)


def _after_commit(release: Release, *, withdrawn: bool) -> None:
    uuid = str(release.uuid)
    transaction.on_commit(lambda: _start(uuid, withdrawn))


def after_order(order: Application) -> None:
    """Once the order is there for good, the worker takes it."""
    uuid = str(order.uuid)
    transaction.on_commit(lambda: take_what_was_ordered.delay(order=uuid))


def _start(uuid: str, withdrawn: bool) -> None:
    with operator_site():
        go_round.delay(release=uuid, withdrawn=withdrawn)
