"""What a person reads when a sign-in does not happen, and what is written down: page, log line, audit entry."""

import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import actor_of
from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.refusal import Refused
from samverk.kernel.actions.record_audit import record_audit

if TYPE_CHECKING:
    from django.utils.functional import Promise

log = logging.getLogger("samverk.identity.oidc")


@dataclass(frozen=True, slots=True)
class Page:
    """What happened and what to do now.

    Attributes:
        again: is another try worth it; gives the page's button.
    """

    title: "Promise | str"
    happened: "Promise | str"
    do: "Promise | str"
    status: int = 403
    again: bool = False


_SUPPORT = _("Kontakta kommunens support och uppge koden nedan.")
PAGES = {
    "attempt": Page(
        _("Inloggningen hann bli för gammal"),
        _("Det gick för lång tid, eller så användes samma svar två gånger. Inget har gått förlorat."),
        _("Försök igen. Händer det flera gånger, stäng andra flikar med inloggningen och börja om."),
        again=True,
    ),
    "mix_up": Page(
        _("Svaret kom från fel inloggning"),
        _("Vi frågade en inloggningstjänst men fick svar från en annan. För säkerhets skull släppte vi inte in någon."),
        _("Gå till inloggningen från webbplatsens egen adress, inte via en länk du har fått. "
          "Händer det igen, kontakta kommunens support och uppge koden nedan."),
        again=True,
    ),
    "cancelled": Page(
        _("Inloggningen avbröts"),
        _("Du eller inloggningstjänsten avbröt innan den var klar. Inget har ändrats."),
        _("Försök igen när du vill."),
        again=True,
    ),
    "provider_down": Page(
        _("Inloggningstjänsten svarar inte"),
        _("Vi nådde inte tjänsten som bekräftar vem du är, eller så svarade den fel. Felet är inte ditt."),
        _("Vänta en stund och försök igen. Är det bråttom, kontakta kommunens support och uppge koden nedan."),
        status=502,
        again=True,
    ),
    "bad_token": Page(
        _("Svaret gick inte att lita på"),
        _("Inloggningstjänsten svarade, men svaret gick inte att kontrollera. Därför släppte vi inte in någon."),
        _("Försök en gång till. Hjälper det inte, kontakta kommunens support och uppge koden nedan."),
        again=True,
    ),
    "no_site_claim": Page(
        _("Vi vet inte vilken kommun du tillhör"),
        _("Din inloggning fungerade, men svaret sa inte vilken kommun du tillhör."),
        _SUPPORT,
    ),
    "wrong_site": Page(
        _("Din inloggning hör till en annan webbplats"),
        _("Din inloggning fungerade, men den gäller inte här."),
        _("Gå till din egen kommuns webbplats och logga in där. "
          "Ska du ha tillgång här, kontakta kommunens support och uppge koden nedan."),
    ),
    "no_role": Page(
        _("Du har ingen roll här ännu"),
        _("Din inloggning fungerade, men kommunen har inte sagt om du är anställd, förtroendevald eller gäst."),
        _SUPPORT,
    ),
    "unknown_person": Page(
        _("Du är inte upplagd här ännu"),
        _("Din inloggning fungerade, men webbplatsen släpper bara in personer som den redan känner."),
        _("Be din chef eller den som bjöd in dig att lägga upp dig. Uppge koden nedan."),
    ),
    "closed": Page(
        _("Ditt konto är stängt"),
        _("Din inloggning fungerade, men kontot här är avslutat."),
        _("Ska du ha tillgång, kontakta kommunens support och uppge koden nedan."),
    ),
    "too_low": Page(
        _("Inloggningen behöver vara starkare"),
        _("Sidan kräver ett säkrare sätt att logga in än det du använde."),
        _("Försök igen och välj till exempel e-legitimation eller tjänstekort. "
          "Har du inget sådant, kontakta kommunens support."),
        again=True,
    ),
    "other_person": Page(
        _("Någon annan loggade in"),
        _("Svaret gällde en annan person än den som började. Därför ändrade vi inget."),
        _("Logga ut, stäng webbläsaren och börja om med ditt eget konto."),
    ),
    "invitation": Page(
        _("Inbjudan går inte att använda"),
        _("Din inloggning fungerade, men inbjudan är redan använd, för gammal eller tillbakatagen."),
        _("Be den som bjöd in dig att skicka en ny länk."),
    ),
    "belongs_here": Page(
        _("Du hör redan hit"),
        _("Din inloggning visar att du arbetar här eller är förtroendevald. Då ska du inte vara gäst."),
        _("Logga in på vanligt sätt. Säg till den som bjöd in dig att ta tillbaka inbjudan."),
    ),
    "already_linked": Page(
        _("Inloggningen är redan kopplad"),
        _("Den går redan till ett konto här. Inget har ändrats."),
        _("Ta först bort den gamla kopplingen om den ska bytas."),
    ),
}  # fmt: skip


def write_down(
    request: HttpRequest, *, provider: Provider, error: Refused, verb: str = "identity.sign_in_with_provider"
) -> str:
    """Log line and audit entry; returns the reference that stands in both and on the page."""
    reference = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    facts: dict[str, object] = {
        "code": error.code,
        "detail": error.detail,
        "provider": provider.key,
        "reference": reference,
    }
    log.warning("Sign-in refused: %s (%s)", error.code, error.detail, extra=facts)
    record_audit(actor=actor_of(request), verb=verb, result="refused", label=provider.name, details=facts)
    return reference


def refuse(request: HttpRequest, *, provider: Provider, error: Refused, next_url: str = "/") -> HttpResponse:
    """The page for a refusal, with the reference the support can look up."""
    page = PAGES[error.code]
    context = {
        "page": page,
        "reference": write_down(request, provider=provider, error=error),
        "provider": provider,
        "next": next_url,
    }
    return render(request, "oidc/refused.html", context, status=page.status)
