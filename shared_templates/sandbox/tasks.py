"""The worker's part of resets: what somebody asked for, what a crash left, and the night."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from celery import shared_task
from django.db import transaction
from django.utils.timezone import localdate, localtime

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, Actor
from shared_templates.sandbox.models import SandboxReset
from shared_templates.sandbox.queries import newest_reset, pending_reset, reset_by_uuid
from shared_templates.site_settings import NIGHTLY
from tenants.models import Kind, Tenant
from tenants.queries import active_schema, open_tenants, tenant_in
from tenants.settings.queries import value
from tenants.site_context import site

#: Younger than this, an order's own message may still be on its way.
PATIENCE = timedelta(minutes=2)
#: By Swedish time; before it nobody's evening is cut short, and after it all is ready when the day begins.
NIGHT = (time(2), time(5))


@shared_task(name="shared_templates.reset_sandbox")
def reset_sandbox(*, order: str, **kwargs: Any) -> None:
    """What somebody asked for, in that person's name; a second time changes nothing."""
    from shared_templates.sandbox.actions.carry_out_reset import carry_out_reset

    row = reset_by_uuid(UUID(order))
    if row is not None and row.is_pending:
        actor = Actor(uuid=row.asked_by_uuid, name=row.asked_by)
        carry_out_reset(actor=actor, model=tenant_in(active_schema()), order=row, now=clock.now())


@shared_task(name="shared_templates.mind_sandboxes", operator=True, expires=500)  # type: ignore[call-overload, untyped-decorator]
def mind_sandboxes(**kwargs: Any) -> None:
    """By the clock: queue anew what a crash has left, and at night ask for the resets that models want each night."""
    now = clock.now()
    for tenant in open_tenants().filter(kind=Kind.TEMPLATE):
        with site(tenant):
            pending = pending_reset()
            if pending is None:
                _ask_at_night(tenant, now)
            elif pending.asked_at < now - PATIENCE:
                reset_sandbox.delay(order=str(pending.uuid))


def _ask_at_night(model: Tenant, now: datetime) -> None:
    from shared_templates.sandbox.actions.order_reset import order_reset

    here = localtime(now)
    newest = newest_reset()
    # Where nobody has made a sandbox, nobody wants one; and what failed tonight is not tried all night.
    if not NIGHT[0] <= here.time() < NIGHT[1] or newest is None or not value(NIGHTLY):
        return
    tonight = localdate(now)
    if localtime(newest.asked_at) < datetime.combine(tonight, NIGHT[0], here.tzinfo):
        order_reset(actor=HOUSE, uuid=uuid5(model.uuid, f"night {tonight}"), now=now)


def after_order(order: SandboxReset) -> None:
    """Once the order is there for good, the worker takes it."""
    uuid = str(order.uuid)
    transaction.on_commit(lambda: reset_sandbox.delay(order=uuid))
