"""Forms for the system maintainer."""

import base64
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import Capacity
from samverk.identity.oidc.here.models import Effect

LEVEL_CHOICES = [
    ("0", _("Inget särskilt krav")),
    ("2", _("Tillitsnivå 2")),
    ("3", _("Tillitsnivå 3, till exempel e-legitimation")),
    ("4", _("Tillitsnivå 4, till exempel tjänstekort")),
]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class RuleForm(forms.Form):
    """If this claim says this, the person gets that."""

    claim = forms.CharField(
        label=_("Uppgift i svaret"),
        max_length=200,
        help_text=_("Namnet som inloggningstjänsten använder, till exempel groups eller acr."),
        error_messages={"required": _("Skriv vilken uppgift regeln läser.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    values = forms.CharField(
        label=_("Värden"),
        max_length=4000,
        help_text=_("Ett på varje rad; det räcker att ett av dem stämmer. Skriv * för vilket värde som helst."),
        error_messages={"required": _("Skriv minst ett värde.")},
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    effect = forms.ChoiceField(
        label=_("Bestämmer"),
        choices=Effect.choices,
        error_messages={"required": _("Välj vad regeln ska bestämma.")},
    )
    outcome = forms.CharField(
        label=_("Personen får"),
        max_length=200,
        help_text=_("Rollen, enhetens namn, gruppens namn eller tillitsnivån 1–4."),
        error_messages={"required": _("Skriv vad personen ska få.")},
        widget=forms.TextInput(attrs={"list": "utfall", "autocomplete": "off"}),
    )

    def clean_values(self) -> list[str]:
        """One value a line."""
        return _lines(self.cleaned_data["values"])

    def clean_outcome(self) -> str:
        """A capacity may be written as people say it."""
        outcome: str = self.cleaned_data["outcome"].strip()
        spoken = {str(label).lower(): value for value, label in Capacity.choices}
        return spoken.get(outcome.lower(), outcome)


class TryOutForm(forms.Form):
    """The claims of somebody, to see what they become."""

    claims = forms.CharField(
        label=_("Uppgifterna i ett svar"),
        max_length=60_000,
        strip=True,
        help_text=_("Klistra in ett svar (JSON) eller en hel id_token. Inget sparas."),
        error_messages={"required": _("Klistra in uppgifterna först.")},
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_claims(self) -> dict[str, Any]:
        """A JSON object, or the middle part of a token; nothing is verified here, and nothing is let in by it."""
        text: str = self.cleaned_data["claims"]
        try:
            if text.count(".") == 2 and not text.startswith("{"):
                middle = text.split(".")[1]
                text = base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)).decode()
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("Det gick inte att läsa. Klistra in JSON eller en hel id_token.")) from error
        if not isinstance(value, dict):
            raise forms.ValidationError(_("Det gick inte att läsa. Klistra in JSON eller en hel id_token."))
        return value


class PolicyForm(forms.Form):
    """How strong a sign-in is demanded where."""

    editors_level = forms.TypedChoiceField(label=_("För redaktionen"), choices=LEVEL_CHOICES, coerce=int)
    administration_level = forms.TypedChoiceField(label=_("För administrationen"), choices=LEVEL_CHOICES, coerce=int)
