"""Field: a form field of Django with its label, help and error, tied together for screen readers.

`unmarked` is for one of several fields of which one must be filled in: none of them is optional in itself.

The ids `<auto_id>_helptext` and `<auto_id>_error` are those Django's own aria-describedby points at.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def _prepare(values: dict[str, Any]) -> None:
    field = values["field"]
    widget = field.field.widget
    values["label"] = values["label"] or field.label
    values["help"] = field.help_text
    values["grouped"] = field.use_fieldset
    values["kind"] = "check" if isinstance(widget, forms.CheckboxInput) else field.widget_type


class _SampleForm(forms.Form):
    title = forms.CharField(label="Rubrik", help_text="Högst 70 tecken. Börja med det viktigaste.")
    lead = forms.CharField(label="Ingress", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    email = forms.EmailField(label="E-post", help_text="Vi använder den bara för att svara dig.")
    unit = forms.ChoiceField(
        label="Enhet inom kommunledningsförvaltningens verksamhetsutvecklingsavdelning",
        choices=[("1", "Hemtjänst Skara norra"), ("2", "Överförmyndarverksamheten")],
    )
    audience = forms.ChoiceField(
        label="Vem ska se nyheten?",
        widget=forms.RadioSelect,
        choices=[("all", "Alla i kommunen"), ("unit", "Bara min enhet")],
    )
    pin = forms.BooleanField(label="Lägg nyheten överst", required=False)


def samples() -> tuple[Sample, ...]:
    """Every kind of field, untouched; then one that is wrong in several ways."""
    fresh = _SampleForm(prefix="ny")
    wrong = _SampleForm({"fel-email": "lisa(at)skara.se"}, prefix="fel")
    return (
        *(Sample(str(field.label), {"field": field}) for field in fresh),
        *(Sample(f"Fel: {wrong[name].label}", {"field": wrong[name]}) for name in ("title", "email", "audience")),
    )


COMPONENT = Component(
    name="field",
    title=_("Fält"),
    group=groups.ACTIONS,
    summary=_("Etikett över, hjälp under etiketten, fel intill. Det frivilliga märks ut, inte det som krävs."),
    required=("field",),
    optional={"label": "", "unmarked": False},
    prepare=_prepare,
    samples=samples,
)
