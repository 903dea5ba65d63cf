"""A letter in words: plain and html, in the person's language, with links and never an attachment."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.identity.models import User
from samverk.notifications.addresses import envelope_sender, sender_address, unsubscribe_token
from samverk.notifications.lines import Line, lines
from samverk.notifications.models import Letter, Notice
from samverk.notifications.ways import Pace
from tenants.queries import active_schema, primary_hosts, tenant_in, url_in_letters

#: More lines than this are a number and a link to the inbox.
MOST = 40


def compose(*, letter: Letter, person: User, notices: list[Notice]) -> EmailMultiAlternatives:
    """The letter with these notices, newest first.

    Args:
        letter: whose number becomes the Message-ID.
        person: who gets it.
        notices: at least one, with their events, all of which the person may see.
    """
    tenant = tenant_in(active_schema())
    host = primary_hosts([tenant.schema_name]).get(tenant.schema_name, "")
    first = tenant.languages[0] if tenant.languages else settings.LANGUAGE_CODE
    with translation.override(person.language or first):
        found = lines(notices, viewer=person, outside=True)
        way_out = url_in_letters(
            host=host, path=reverse("notifications:unsubscribe", args=[unsubscribe_token(person.pk)])
        )
        context = {
            "site": tenant.official_name,
            "language": translation.get_language(),
            "pace": letter.pace,
            "intro": _intro(letter, tenant.official_name, len(notices)),
            "lines": [
                (each, _("Du har en ny avisering") if each.is_secret else each.text, _url(host, each))
                for each in found[:MOST]
            ],
            "more": max(0, len(found) - MOST),
            "inbox": url_in_letters(host=host, path=reverse("notifications:inbox")),
            "choices": url_in_letters(host=host, path=reverse("notifications:choices")),
            "way_out": way_out,
        }
        message = EmailMultiAlternatives(
            subject=_subject(letter, found, tenant.official_name),
            body=render_to_string("notifications/letter.txt", context),
            from_email=envelope_sender(tenant_pk=tenant.pk, letter_pk=letter.pk),
            to=[person.email],
            headers={
                "From": formataddr((tenant.official_name, sender_address())),
                "Message-ID": f"<{letter.number}@{host or 'samverk'}>",
                "List-Unsubscribe": f"<{way_out}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
        )
        message.attach_alternative(render_to_string("notifications/letter.html", context), "text/html")
    return message


def _url(host: str, line: Line) -> str:
    return url_in_letters(host=host, path=reverse("notifications:open", args=[line.pk]))


def _subject(letter: Letter, found: list[Line], site: str) -> str:
    if letter.pace == Pace.DAILY:
        return _("Dagens brev från %(site)s") % {"site": site}
    if letter.pace == Pace.WEEKLY:
        return _("Veckobrev från %(site)s") % {"site": site}
    if len(found) > 1 or found[0].is_secret:
        text = ngettext("%(count)s ny avisering på %(site)s", "%(count)s nya aviseringar på %(site)s", len(found))
        return text % {"count": len(found), "site": site}
    # A line break in a title would be a header of its own.
    return " ".join(found[0].text.split())[:150]


def _intro(letter: Letter, site: str, count: int) -> str:
    if letter.pace == Pace.DAILY:
        text = ngettext(
            "En sak har hänt på %(site)s sedan förra brevet.",
            "%(count)s saker har hänt på %(site)s sedan förra brevet.",
            count,
        )
    elif letter.pace == Pace.WEEKLY:
        text = ngettext(
            "En sak har hänt på %(site)s i veckan.", "%(count)s saker har hänt på %(site)s i veckan.", count
        )
    else:
        return ""
    return text % {"count": count, "site": site}
