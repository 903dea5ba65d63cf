"""Ask for the sandbox to be made anew."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.sandbox.models import SandboxReset
from shared_templates.sandbox.tasks import after_order
from tenants.models import Kind
from tenants.queries import active_schema, tenant_in


def order_reset(*, actor: Actor, uuid: UUID, now: datetime) -> SandboxReset:
    """Keep the order and tell the worker; sent twice it is one order.

    Args:
        actor: a tester of the model, or the house at night; the caller has asked.
        uuid: of this order, from the form.
        now: the moment.

    Raises:
        ValidationError: on a site that is no template, and while another reset is under way.
    """
    if tenant_in(active_schema()).kind != Kind.TEMPLATE:
        raise ValidationError(_("Bara en mallkommun har en övningsmiljö."))
    before = SandboxReset.objects.filter(uuid=uuid).first()
    if before is not None:
        return before
    try:
        with transaction.atomic():
            order = SandboxReset.objects.create(
                uuid=uuid, asked_by=actor.name[:200], asked_by_uuid=actor.uuid, asked_at=now
            )
            record_audit(actor=actor, verb="templates.order_sandbox_reset", right="masters.edit_masters")
            after_order(order)
    except IntegrityError as error:
        raise ValidationError(_("Övningsmiljön återställs redan. Vänta tills den är klar.")) from error
    return order
