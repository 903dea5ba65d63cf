"""The form of protection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.kernel.visible import require_visible


class ProtectForm(forms.Form):
    """What others see instead, and why."""

    shown_as = forms.CharField(
        label=_("Namn som andra ser"),
        max_length=100,
        validators=[require_visible],
        help_text=_("Till exempel Medarbetare 12. Inget ur personens egna uppgifter, inte heller initialer."),
        error_messages={"required": _("Skriv namnet som andra ska se.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Varför"),
        max_length=500,
        help_text=_("Syns bara här, aldrig i loggen. Hänvisa till ärendet och skriv inga detaljer."),
        error_messages={"required": _("Skriv varför, till exempel ärendets nummer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
