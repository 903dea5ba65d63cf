"""The form of an alarm: as few questions as an alarm allows."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.kernel import clock
from samverk.portal.models.alarm import Severity

HOURS = ((1, _("1 timme")), (4, _("4 timmar")), (12, _("12 timmar")), (24, _("Ett dygn")), (72, _("Tre dygn")))


class AlarmForm(forms.Form):
    """What has happened, what to do, until when."""

    severity = forms.ChoiceField(
        label=_("Hur allvarligt är det"), choices=Severity.choices, widget=forms.RadioSelect, initial=Severity.SERIOUS
    )
    title = forms.CharField(
        label=_("Vad har hänt"),
        max_length=120,
        help_text=_("En rad. Den står överst på varje sida."),
        error_messages={"required": _("Skriv vad som har hänt.")},
    )
    text = forms.CharField(
        label=_("Vad ska man göra"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    link = forms.CharField(
        label=_("Sida med mer"), max_length=500, required=False, help_text=_("En adress här, till exempel /kris/.")
    )
    hours = forms.TypedChoiceField(
        label=_("Larmet försvinner av sig självt efter"), choices=HOURS, coerce=int, initial=4
    )
    is_exercise = forms.BooleanField(
        label=_("Övning"), required=False, help_text=_("Ordet Övning står före texten, och ingen får avisering.")
    )

    def __init__(self, *args: Any, shared: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if shared:
            del self.fields["link"]

    def wanted(self) -> dict[str, Any]:
        """For the action."""
        held, now = dict(self.cleaned_data), clock.now()
        ends = now + timedelta(hours=held.pop("hours"))
        return {**held, "ends": ends, "now": now}
