"""Forms of the operator's pages."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.support.models import LONGEST, SHORTEST, USUAL, Scope


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
