"""Forms of the operator's pages."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverk.identity.support.models import LONGEST, SHORTEST, USUAL, Scope
from samverk.identity.usernames import require_username
from samverk.kernel.visible import require_visible
from tenants.actions.create_tenant import RESERVED, RESERVED_PREFIX, SLUG
from tenants.life.actions.add_host import HOST
from tenants.life.queries import taken_host
from tenants.models import Kind
from tenants.queries import sites_found


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


class SupportForm(forms.Form):
    """Why, for how long and how far; what the site will read."""

    reason = forms.CharField(
        label=_("Varför behöver du komma in?"),
        help_text=_("En hel mening. Webbplatsens systemförvaltare får den direkt, och den står kvar i båda loggarna."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför du behöver komma in.")},
    )
    case = forms.CharField(
        label=_("Ärendenummer"),
        required=False,
        max_length=60,
        help_text=_("Står i varje rad som du lämnar i webbplatsens logg."),
    )
    scope = forms.ChoiceField(
        label=_("Vad får du göra?"), choices=Scope.choices, initial=Scope.LOOK, widget=forms.RadioSelect
    )
    with_content = forms.BooleanField(
        label=_("Jag behöver också läsa innehållet, så som medarbetarna ser det"), required=False
    )
    minutes = forms.IntegerField(
        label=_("Hur många minuter?"),
        min_value=_minutes(SHORTEST),
        max_value=_minutes(LONGEST),
        initial=_minutes(USUAL),
        help_text=_("5–480. Sedan är du utloggad."),
        error_messages={
            "required": _("Skriv hur många minuter du behöver."),
            "invalid": _("Skriv minuterna med siffror."),
            "min_value": _("Supporten kan vara mellan fem minuter och åtta timmar."),
            "max_value": _("Supporten kan vara mellan fem minuter och åtta timmar."),
        },
    )


class StateForm(forms.Form):
    """Why a site is paused."""

    reason = forms.CharField(
        label=_("Varför pausas webbplatsen?"),
        max_length=500,
        help_text=_("Står i driftens logg."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv varför webbplatsen pausas.")},
    )


PLAIN = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}


class NewSiteForm(forms.Form):
    """What one must know of a site to make it; each fault is told at its own field."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Vad är det för webbplats?"),
        choices=[(kind.value, kind.label) for kind in (Kind.MUNICIPALITY, Kind.COOPERATION, Kind.TEMPLATE)],
        initial=Kind.MUNICIPALITY,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Namn i dagligt tal"),
        max_length=100,
        help_text=_("Så som man säger det: Skara."),
        error_messages={"required": _("Skriv webbplatsens namn, till exempel Skara.")},
    )
    official_name = forms.CharField(
        label=_("Hela namnet"),
        max_length=200,
        required=False,
        help_text=_("Så som det står överst på varje sida: Skara kommun. Lämna tomt om det är detsamma."),
    )
    slug = forms.CharField(
        label=_("Kortnamn i adresser och kommandon"),
        max_length=40,
        help_text=_("Tre till fyrtio tecken: a–z, siffror och bindestreck. Det går inte att byta sedan."),
        error_messages={"required": _("Skriv ett kortnamn, till exempel skara.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    scb_code = forms.CharField(
        label=_("Kommunkod"),
        required=False,
        max_length=4,
        help_text=_("Fyra siffror, från SCB. Krävs för en kommun, de andra har ingen."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    hosts = forms.CharField(
        label=_("Adresser"),
        help_text=_("En på varje rad, utan https://. Den första används i länkar. Till exempel intranat.skara.se."),
        error_messages={"required": _("Webbplatsen behöver minst en adress.")},
        widget=forms.Textarea(attrs={"rows": 2, **PLAIN}),
    )
    brand_colour = forms.CharField(
        label=_("Färg"),
        max_length=7,
        initial="#1d5c4d",
        help_text=_("# och sex tecken. Är den för ljus används den närmaste som går att läsa på."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    languages = forms.MultipleChoiceField(
        label=_("Språk"),
        choices=settings.LANGUAGES,
        initial=["sv"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst ett språk.")},
    )

    def clean_slug(self) -> str:
        """Usable and free."""
        slug: str = self.cleaned_data["slug"].strip()
        if slug in RESERVED or slug.startswith(RESERVED_PREFIX):
            raise ValidationError(
                _("Kortnamnet %(slug)s är reserverat. Välj ett annat, till exempel kommunens namn.") % {"slug": slug}
            )
        if not SLUG.match(slug):
            raise ValidationError(
                _("Kortnamnet %(slug)s går inte att använda. Skriv 3–40 tecken: a–z, siffror och bindestreck.")
                % {"slug": slug}
            )
        if sites_found().filter(slug=slug).exists():
            raise ValidationError(_("Det finns redan en webbplats som heter %(slug)s.") % {"slug": slug})
        return slug

    def clean_brand_colour(self) -> str:
        """Six hexadecimal digits."""
        colour: str = self.cleaned_data["brand_colour"].strip().lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            raise ValidationError(_("Skriv färgen som # och sex tecken, till exempel #1d5c4d."))
        return colour

    def clean_hosts(self) -> tuple[str, ...]:
        """Host names, none of them another's."""
        hosts = tuple(dict.fromkeys(self.cleaned_data["hosts"].lower().split()))
        for host in hosts:
            if not HOST.match(host) or host.startswith("www."):
                raise ValidationError(
                    _("%(host)s är ingen adress. Skriv som intranat.skara.se, utan https:// och www.") % {"host": host}
                )
        taken = taken_host(hosts)
        if taken is not None:
            raise ValidationError(_("Adressen %(host)s används redan.") % {"host": taken})
        return hosts

    def clean(self) -> dict[str, Any]:
        """A municipality has a code of its own, nothing else has one."""
        values = super().clean() or {}
        code = values.get("scb_code", "").strip()
        if values.get("kind") != Kind.MUNICIPALITY:
            values["scb_code"] = None
        elif not re.fullmatch(r"\d{4}", code):
            self.add_error("scb_code", _("En kommun behöver sin kommunkod hos SCB, fyra siffror."))
        elif sites_found().filter(scb_code=code).exists():
            self.add_error("scb_code", _("Kommunkoden %(code)s används redan.") % {"code": code})
        return values


class FirstLinkForm(forms.Form):
    """Who administers the site first."""

    display_name = forms.CharField(
        label=_("Personens namn"),
        max_length=200,
        validators=[require_visible],
        help_text=_("Den som ska sköta webbplatsen och släppa in de andra."),
        error_messages={"required": _("Skriv vad personen heter.")},
    )
    username = forms.CharField(
        label=_("Användarnamn"),
        max_length=100,
        help_text=_("Till exempel e-postadressen till arbetet. Personen skriver det varje gång hen loggar in."),
        error_messages={"required": _("Skriv ett användarnamn.")},
        widget=forms.TextInput(attrs=PLAIN),
    )

    def clean_username(self) -> str:
        """As it is typed at sign-in: small letters."""
        username: str = self.cleaned_data["username"].strip().lower()
        require_username(username)
        return username


class ProviderForm(forms.Form):
    """A provider the operator has agreed with."""

    key = forms.CharField(
        label=_("Kortnamn"),
        max_length=40,
        help_text=_("Står i inloggningens adress: a–z, siffror och bindestreck."),
        error_messages={"required": _("Skriv ett kortnamn för tjänsten.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    name = forms.CharField(
        label=_("Namn"), max_length=100, error_messages={"required": _("Skriv vad tjänsten kallas.")}
    )
    issuer = forms.CharField(
        label=_("Utfärdarens adress"),
        max_length=255,
        help_text=_("Exakt som tjänsten själv skriver den. Uppgifterna om tjänsten hämtas därifrån."),
        error_messages={"required": _("Skriv utfärdarens adress.")},
        widget=forms.TextInput(attrs={"inputmode": "url", **PLAIN}),
    )
    client_id = forms.CharField(
        label=_("Klientens namn hos tjänsten"),
        max_length=255,
        error_messages={"required": _("Skriv vad Samverk heter hos tjänsten.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    client_secret = forms.CharField(
        label=_("Klienthemlighet"),
        required=False,
        help_text=_("Lagras krypterad och visas aldrig igen."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class LinkForm(forms.Form):
    """Which provider signs people in to a site, and what says that they belong there."""

    provider = forms.ChoiceField(label=_("Inloggningstjänst"))
    claim = forms.CharField(
        label=_("Uppgift som pekar ut webbplatsen"),
        max_length=200,
        initial="iss",
        help_text=_("Namnet som tjänsten använder. Skriv iss om tjänsten bara är den här webbplatsens egen."),
        error_messages={"required": _("Skriv vilken uppgift som pekar ut webbplatsen.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    values = forms.CharField(
        label=_("Värden"),
        help_text=_("Ett på varje rad; det räcker att ett av dem stämmer. För iss: utfärdarens adress."),
        error_messages={"required": _("Skriv minst ett värde.")},
        widget=forms.Textarea(attrs={"rows": 2, **PLAIN}),
    )
    label = forms.CharField(label=_("Knappens text"), required=False, max_length=100)

    def __init__(self, *args: Any, providers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = providers
