"""Fetch what waits for a person on their other sites, in their own rights there."""

import logging
from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import site_facts
from samverk.portal.elsewhere.queries import other_memberships
from samverk.portal.models import Desk
from tenants.queries import tenant_in
from tenants.site_context import site

log = logging.getLogger(__name__)
HEADLINES, TITLE = 3, 120


def fetch_glances(*, actor: Actor, user: User, now: datetime) -> int:
    """Ask each site the person belongs to today; forget those they have left. A site that fails keeps its old facts.

    Args:
        actor: the house.
        user: the person here, the active site.
        now: the moment.

    Returns:
        How many sites answered.
    """
    members = other_memberships(user)
    answers: dict[str, tuple[int, list[tuple[str, str, datetime]]]] = {}
    for member in members:
        try:
            with site(tenant_in(member.schema_name)):
                found = _facts_there(user.issuer, user.subject)
        except Exception as error:
            log.warning("a site elsewhere failed", extra={"to": member.slug, "why": type(error).__name__})
            continue
        if found is not None:
            answers[member.schema_name] = found
    open_now = {member.schema_name for member in members}
    with transaction.atomic():
        desk, _is_new = Desk.objects.select_for_update().get_or_create(user=user)
        left = sorted(set(desk.glances) - open_now)
        kept = {name: facts for name, facts in desk.glances.items() if name in open_now}
        told = {
            name: {
                "unread": unread,
                "headlines": [(title, url) for title, url, _when in lines],
                "when": [when.isoformat() for _title, _url, when in lines],
                "at": now.isoformat(),
            }
            for name, (unread, lines) in answers.items()
        }
        desk.glances = kept | told
        desk.save(update_fields=["glances"])
        if left:
            record_audit(actor=actor, verb="portal.fetch_glances", target=user, details={"left": len(left)})
    return len(answers)


def _facts_there(issuer: str, subject: str) -> tuple[int, list[tuple[str, str, datetime]]] | None:
    """What the active site says to its own row of the person; nothing for somebody who is not there any more."""
    person = User.objects.filter(issuer=issuer, subject=subject, is_active=True).first()
    if person is None or not person.is_open_on(clock.today()):
        return None
    unread = sum(facts.unread(person) for facts in site_facts.values() if facts.unread)
    lines = [line for facts in site_facts.values() if facts.headlines for line in facts.headlines(person, HEADLINES)]
    return unread, [(title[:TITLE], url, when) for title, url, when in lines[:HEADLINES]]
