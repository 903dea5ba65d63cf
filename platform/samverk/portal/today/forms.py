"""The form of a reminder."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReminderForm(forms.Form):
    """What, and from which day."""

    text = forms.CharField(
        label=_("Påminn mig om"), max_length=200, error_messages={"required": _("Skriv vad du vill bli påmind om.")}
    )
    due = forms.DateField(
        label=_("Från och med"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv dagen så här: 2027-01-31.")},
    )
