"""The board's form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_templates.board.models import Advice


class WordForm(forms.Form):
    """What the board recommends, and why; which text it is about."""

    submitted_at = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])
    advice = forms.ChoiceField(
        label=_("Vad rekommenderar ni?"),
        choices=Advice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad ni rekommenderar.")},
    )
    comment = forms.CharField(
        label=_("Varför"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kommunen läser det. Rådet är en rekommendation: kommunen bestämmer."),
        error_messages={"required": _("Skriv varför, så att kommunen förstår rådet.")},
    )
