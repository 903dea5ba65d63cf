"""The form of a function's plan, and that of the self-assessment."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverk.identity.house_groups import label_of
from samverk.identity.scim.queries import house_groups
from samverk.portal.deciding import SettingForm
from tenants.profile.areas import AREAS
from tenants.profile.models import Assessment
from tenants.settings.features import Feature, Plan


class DayField(forms.DateField):
    """A day as the browser's own picker gives it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": _("Skriv dagen som år-månad-dag, till exempel 2027-03-01.")}
        super().__init__(required=False, error_messages=wrong, input_formats=["%Y-%m-%d"], **kwargs)


class PlanForm(SettingForm):
    """On or off, from when, for whom first."""

    first_day = DayField(label=_("Slås på den"), help_text=_("Lämna tomt för att slå på direkt."))
    group = forms.ChoiceField(
        label=_("Först för"),
        required=False,
        help_text=_("En grupp kan prova innan alla får funktionen."),
    )
    all_day = DayField(
        label=_("För alla från den"),
        help_text=_("Bara när en grupp är först. Lämna tomt tills du vet."),
    )
    field_order = ["value", "first_day", "group", "all_day", "state", "reason", "seen"]

    def __init__(self, *args: Any, feature: Feature, plan: Plan, **kwargs: Any) -> None:
        initial = {
            "first_day": plan["first_day"] and date.fromisoformat(plan["first_day"]),
            "group": plan["group"],
            "all_day": plan["all_day"] and date.fromisoformat(plan["all_day"]),
        }
        kwargs["initial"] = {**initial, **kwargs["initial"], "value": plan["on"]}
        super().__init__(*args, key=feature.key, **kwargs)
        self.fields["value"].label = _("Ska funktionen vara på?")
        names = [(group.name, label_of(group.name)) for group in house_groups()]
        group = self.fields["group"]
        assert isinstance(group, forms.ChoiceField)
        group.choices = [("", str(_("Alla på en gång"))), *names]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """The plan as one value; what is wrong between its parts is the kind's to say."""
        kept = dict(super().clean() or {})
        if "value" in kept:
            days = {name: kept[name].isoformat() if kept.get(name) else "" for name in ("first_day", "all_day")}
            kept["value"] = {"on": kept["value"], "group": kept.get("group", ""), **days}
        return kept


class AssessmentForm(forms.Form):
    """One step in each area."""

    def __init__(self, *args: Any, before: Assessment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in AREAS:
            self.fields[area.name] = forms.TypedChoiceField(
                label=str(area.label),
                help_text=str(area.question),
                choices=[(number, f"{number}. {words}") for number, words in enumerate(area.steps, 1)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=getattr(before, area.name, None),
                error_messages={"required": _("Välj det steg som liknar er mest.")},
            )
        self.fields["note"] = forms.CharField(
            label=_("Kommentar"),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Vad siffrorna inte säger, till exempel vad ni har gjort sedan sist."),
        )

    def scores(self) -> dict[str, int]:
        """Area → step.

        Raises:
            ValidationError: when it was not asked whether the form is valid, or it is not.
        """
        if not self.is_valid():
            raise ValidationError(_("Välj det steg som liknar er mest."))
        return {area.name: self.cleaned_data[area.name] for area in AREAS}
