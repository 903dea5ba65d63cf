"""Write to the site's system maintainers that support has begun (TN-12)."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.queries import maintainers_to_write_to
from samverk.identity.support.models import SupportSession
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import primary_hosts, tenant_in, url_in_letters
from tenants.site_context import operator_site


def tell_of_support(*, actor: Actor, session: SupportSession, now: datetime) -> int:
    """One letter to each maintainer who has an address; the site is active.

    Sent once: the session keeps the moment. Killed between the letters and that, or asked for twice at a time, they may
    come twice; never not at all.

    Args:
        actor: the house.
        session: of the active site.
        now: the moment.

    Returns:
        How many letters were sent.
    """
    people = maintainers_to_write_to()
    tenant = tenant_in(session.schema_name)
    host = primary_hosts([session.schema_name]).get(session.schema_name, "")
    session.refresh_from_db()
    if session.told_at is not None:
        return 0
    # No lock meanwhile: a mail server that is slow must not keep anybody from ending the session.
    for person in people:
        _letter(person, session, tenant.official_name, host, tenant.languages).send()
    with transaction.atomic():
        with operator_site():
            SupportSession.objects.filter(pk=session.pk, told_at=None).update(told_at=now)
        details: dict[str, object] = {"letters": len(people), "case": session.case}
        record_audit(actor=actor, verb="identity.tell_of_support", label=session.opened_by_name, details=details)
    return len(people)


def _letter(person: User, session: SupportSession, name: str, host: str, languages: list[str]) -> EmailMessage:
    with translation.override(person.language or (languages[0] if languages else settings.LANGUAGE_CODE)):
        waits = session.is_waiting
        subject = (_("Support väntar på ert svar på %(site)s") if waits else _("Support har börjat på %(site)s")) % {
            "site": name
        }
        first = (
            _("%(who)s ber att få komma in för support på %(site)s.")
            if waits
            else _("%(who)s har startat support på %(site)s.")
        )
        last = (
            _("Ingen kommer in förrän någon av er säger ja. Godkänn eller säg nej här:")
            if waits
            else _("Du kan följa supporten och avsluta den direkt här:")
        )
        body = f"{first}\n\n" + _(
            "Varför: %(reason)s\n"
            "Ärende: %(case)s\n"
            "Omfattning: %(scope)s\n"
            "Innehållet ingår: %(content)s\n"
            "Till och med: %(until)s\n\n"
        )
        body = f"{body}{last}\n%(address)s\n" % {
            "who": session.opened_by_name,
            "site": name,
            "reason": session.reason,
            "case": session.case or "–",
            "scope": session.get_scope_display(),
            "content": _("Ja") if session.with_content else _("Nej"),
            "until": date_format(timezone.localtime(session.ends_at), "DATETIME_FORMAT"),
            "address": url_in_letters(host=host, path="/administration/support/"),
        }
    return EmailMessage(subject=subject, body=body, to=[person.email])
