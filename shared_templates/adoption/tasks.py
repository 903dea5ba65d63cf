"""The worker's round after a release: one task a municipality, each in a transaction of its own."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.take_by_itself import take_by_itself
from shared_templates.catalogue.models import Release
from tenants.models import Kind
from tenants.queries import open_tenants
from tenants.site_context import operator_site, site


@shared_task(name="shared_templates.go_round", operator=True)  # type: ignore[call-overload, untyped-decorator]
def go_round(*, release: str, **kwargs: Any) -> None:
    """Queue one task for each municipality; run twice it does no harm."""
    for tenant in open_tenants().filter(kind=Kind.MUNICIPALITY):
        with site(tenant):
            take_what_is_quiet.delay(release=release)


@shared_task(name="shared_templates.take_what_is_quiet")
def take_what_is_quiet(*, release: str, **kwargs: Any) -> None:
    """Where the municipality wants what is new by itself: everything that touches nothing it has changed (TP-14)."""
    take_by_itself(actor=HOUSE, release=UUID(release), now=clock.now())


def after_release(release: Release) -> None:
    """Once the release is there for good, the worker goes to every municipality."""
    uuid = str(release.uuid)
    transaction.on_commit(lambda: _start(uuid))


def _start(uuid: str) -> None:
    with operator_site():
        go_round.delay(release=uuid)
