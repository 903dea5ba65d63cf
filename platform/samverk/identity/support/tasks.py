"""Work after the answer: write to a site's system maintainers that support has begun."""

from typing import Any
from uuid import UUID

from celery import shared_task

from samverk.identity.support.actions.tell_of_support import tell_of_support
from samverk.identity.support.models import SupportSession
from samverk.identity.support.queries import session_here
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.queries import tenant_in
from tenants.site_context import site


@shared_task(name="samverk.identity.support.tell_maintainers")
def tell_maintainers(*, number: str, **kwargs: Any) -> None:
    """On the site the message names; a second time changes nothing."""
    session = session_here(UUID(number))
    if session is not None:
        tell_of_support(actor=HOUSE, session=session, now=clock.now())


def queue_notice(session: SupportSession) -> None:
    """Queue the letter for the session's site."""
    with site(tenant_in(session.schema_name)):
        tell_maintainers.delay(number=str(session.uuid))
