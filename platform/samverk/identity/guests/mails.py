"""What is written to guests and sponsors. A header never carries what somebody typed: the subject is ours."""

from django.core.mail import EmailMessage
from django.utils import formats, translation
from django.utils.translation import gettext as _

from samverk.identity.guests.models import GuestStay
from tenants.connection import connection


def invitation(stay: GuestStay, token: str) -> EmailMessage:
    """The invitation with its link."""
    site = str(getattr(connection.tenant, "official_name", ""))
    values = {
        "name": stay.name,
        "sponsor": stay.sponsor.display_name,
        "site": site,
        "purpose": stay.purpose,
        "day": formats.date_format(stay.expires_on, "j F Y"),
        "link": f"{stay.link_base}/valkommen/{token}/",
    }
    subject = _("Inbjudan till %(site)s") % values
    body = _(
        "Hej %(name)s!\n\n"
        "%(sponsor)s bjuder in dig till %(site)s.\n"
        "Syfte: %(purpose)s\n"
        "Inbjudan gäller till och med den %(day)s.\n\n"
        "Öppna länken, läs villkoren och välj ett lösenord:\n%(link)s\n\n"
        "Länken går att använda en gång. Väntar du inte den här inbjudan kan du bortse från den."
    )
    return EmailMessage(subject=subject, body=body % values, to=[stay.email])


def new_password(stay: GuestStay, token: str) -> EmailMessage:
    """A link to a new password, for a guest who has forgotten the old one."""
    values = {
        "name": stay.name,
        "site": str(getattr(connection.tenant, "official_name", "")),
        "link": f"{stay.link_base}/valkommen/{token}/",
    }
    body = _(
        "Hej %(name)s!\n\nVälj ett nytt lösenord till %(site)s:\n%(link)s\n\n"
        "Länken går att använda en gång, inom ett dygn. Har du inte bett om den kan du bortse från den; "
        "ditt lösenord gäller som förut."
    )
    return EmailMessage(subject=_("Nytt lösenord till %(site)s") % values, body=body % values, to=[stay.email])


def welcome_back(stay: GuestStay) -> EmailMessage:
    """For a guest who is asked back and signs in through a provider."""
    values = {
        "name": stay.name,
        "sponsor": stay.sponsor.display_name,
        "site": str(getattr(connection.tenant, "official_name", "")),
        "day": formats.date_format(stay.expires_on, "j F Y"),
        "link": f"{stay.link_base}/logga-in/",
    }
    body = _(
        "Hej %(name)s!\n\n%(sponsor)s bjuder in dig till %(site)s igen, till och med den %(day)s.\n\n"
        "Logga in på samma sätt som förut:\n%(link)s"
    )
    return EmailMessage(subject=_("Inbjudan till %(site)s") % values, body=body % values, to=[stay.email])


def reminder(stay: GuestStay, to: str) -> EmailMessage:
    """Soon over."""
    values = _sponsors(stay)
    body = _(
        "Hej!\n\n%(guest)s från %(organisation)s är din gäst till och med den %(day)s. "
        "Behövs det längre kan du förlänga:\n%(link)s\n\nGör du ingenting stängs kontot dagen efter."
    )
    return EmailMessage(subject=_("En av dina gäster slutar snart"), body=body % values, to=[to])


def over(stay: GuestStay, to: str) -> EmailMessage:
    """It is over."""
    values = _sponsors(stay)
    body = _(
        "Hej!\n\n%(guest)s från %(organisation)s var din gäst till och med den %(day)s. Kontot är stängt. "
        "Det gästen har skrivit finns kvar.\n\nDina gäster:\n%(link)s"
    )
    return EmailMessage(subject=_("En av dina gäster har slutat"), body=body % values, to=[to])


def _sponsors(stay: GuestStay) -> dict[str, str]:
    return {
        "guest": stay.name,
        "organisation": stay.organisation,
        "day": formats.date_format(stay.expires_on, "j F Y"),
        "link": f"{stay.link_base}/mina-gaster/",
    }


def in_the_language_of(person_language: str) -> translation.override:
    """Mails are written in the reader's language where it is known, else in the site's first."""
    known = getattr(connection.tenant, "languages", None) or ["sv"]
    return translation.override(person_language or known[0])
