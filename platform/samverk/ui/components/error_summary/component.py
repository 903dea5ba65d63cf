"""Error summary: everything that must be corrected, each a link to its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def _prepare(values: dict[str, Any]) -> None:
    form = values["form"]
    errors = [{"target": "", "label": "", "text": text} for text in form.non_field_errors()]
    for field in form:
        # A group of choices has no element with the field's own id: its first choice has the number 0.
        target = field.id_for_label or f"{field.auto_id}_0"
        errors += [{"target": target, "label": field.label, "text": text} for text in field.errors]
    values["errors"] = errors


class _SampleForm(forms.Form):
    title = forms.CharField(label="Rubrik")
    email = forms.EmailField(label="E-post")


def samples() -> tuple[Sample, ...]:
    """Two fields and the whole form; the links go to the fields of the sample next to it."""
    form = _SampleForm({"fel-email": "lisa(at)skara.se"}, prefix="fel")
    form.add_error(None, "Nyheten ändrades av Åke Örn medan du skrev. Din text finns kvar nedan.")
    return (
        Sample("Tre fel", {"form": form, "heading": "h3"}),
        Sample("Inga fel", {"form": _SampleForm(prefix="rätt")}),
    )


COMPONENT = Component(
    name="error_summary",
    title=_("Sammanfattning av fel"),
    group=groups.ACTIONS,
    summary=_("Står överst i formuläret. Varje rad leder till sitt fält. Visar inget när inget är fel."),
    required=("form",),
    optional={"title": "", "heading": "h2"},
    choices={"heading": ("h2", "h3")},
    prepare=_prepare,
    samples=samples,
)
