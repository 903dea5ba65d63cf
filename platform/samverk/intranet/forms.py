"""Forms of the intranet outside Wagtail's admin."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SubjectForm(forms.Form):
    """What somebody wants to know the readers of."""

    q = forms.CharField(
        label=_("Adress eller ord ur namnet"),
        max_length=500,
        help_text=_("Klistra in sidans adress från webbläsaren, eller skriv ord ur rubriken eller filens namn."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"required": _("Skriv en adress eller några ord.")},
    )
