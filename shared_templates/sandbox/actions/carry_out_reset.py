"""Make the sandbox anew: the worker's part of `order_reset`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import HOUSE, Actor, record_audit
from shared_templates.masters.models import Master
from shared_templates.sandbox.furnish import let_drafts_apply, released_items
from shared_templates.sandbox.models import ResetState, ResetStep, SandboxReset
from shared_templates.sandbox.names import hide_who_was_protected_meanwhile
from tenants.actions.create_tenant import CouldNotCreate, NewTenant, TenantExists, create_tenant
from tenants.connection import connection
from tenants.life.actions.make_copy import make_copy
from tenants.life.locks import SiteIsBusy
from tenants.models import Tenant
from tenants.queries import primary_hosts, sandbox_of
from tenants.site_context import site

#: Beside the migrations' and the orders' keys; with the reset's own number.
KEY = 0x736264


def carry_out_reset(*, actor: Actor, model: Tenant, order: SandboxReset, now: datetime) -> SandboxReset:
    """Make the sandbox what the model is now, or keep why that could not be done. Outside any transaction.

    Killed before the two change places the old sandbox stands, and the next round takes the order up again; carried
    out twice it is carried out once.

    Args:
        actor: whoever asked; the log names a person, not the worker.
        model: the template, whose order it is.
        order: which.
        now: the moment.
    """
    with _alone(order) as alone, site(model):
        order.refresh_from_db()
        if not alone or not order.is_pending:
            return order
        try:
            with site(model):
                _make(actor, model, order, now)
        except (ValidationError, TenantExists, CouldNotCreate, SiteIsBusy) as error:
            _fail(actor, order, " ".join(error.messages) if isinstance(error, ValidationError) else str(error), now)
        except Exception:
            # Taken up again it would fail again; a person asks anew when it is mended.
            _fail(actor, order, _("Något gick fel. Driften kan se vad som hände."), now)
            raise
        order.refresh_from_db()
    return order


def _make(actor: Actor, model: Tenant, order: SandboxReset, now: datetime) -> None:
    def tell(step: str) -> None:
        with site(model):
            SandboxReset.objects.filter(pk=order.pk).update(step=step)

    found = sandbox_of(model.schema_name)
    if found is None:
        tell(ResetStep.CREATING)
    sandbox = found[0] if found else _create(model)

    def finish() -> None:
        with site(model):
            masters = list(Master.objects.all())
            before = released_items(masters)
            held = {str(master.key): master.content_hash for master in masters}
            done = SandboxReset.objects.filter(pk=order.pk, state=ResetState.PENDING)
            done.update(state=ResetState.DONE, step="", done_at=now, held=held)
            facts: dict[str, object] = {"masters": len(held)}
            record_audit(actor=actor, verb="templates.reset_sandbox", details=facts, right="masters.edit_masters")
        hide_who_was_protected_meanwhile(model, sandbox)
        let_drafts_apply(masters=masters, before=before, now=now)

    make_copy(actor=actor, source=model, target=sandbox, now=now, finish=finish, on_progress=tell)


def _create(model: Tenant) -> Tenant:
    host = primary_hosts([model.schema_name])[model.schema_name]
    new = NewTenant(
        slug=f"{model.slug}-ovning",
        name=_("Övningsmiljön"),
        official_name=_("Övningsmiljön till %(model)s") % {"model": model.official_name},
        kind="sandbox",
        hosts=(f"prov.{host}",),
        brand_colour=model.brand_colour,
        mark=model.mark,
        languages=tuple(model.languages),
        is_demo=model.is_demo,
        sandbox_of=model.slug,
    )
    return create_tenant(actor=HOUSE, new=new)


def _fail(actor: Actor, order: SandboxReset, why: str, now: datetime) -> None:
    with transaction.atomic():
        failed = SandboxReset.objects.filter(pk=order.pk, state=ResetState.PENDING)
        if failed.update(state=ResetState.FAILED, step="", why=why, done_at=now):
            record_audit(
                actor=actor, verb="templates.reset_failed", result="failed", details={"why": why},
                right="masters.edit_masters",
            )  # fmt: skip


@contextmanager
def _alone(order: SandboxReset) -> Iterator[bool]:
    """Is nobody else carrying it out? The lock belongs to the connection: whoever is killed lets go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [KEY, order.pk])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [KEY, order.pk])
