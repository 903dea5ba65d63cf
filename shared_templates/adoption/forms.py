"""Small forms: the answer of a routine, and a version that waits or is not taken."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shared_templates.adoption.models import Adopted, Answer

#: The fields of a release's items stand outside the one form they belong to.
OUTSIDE = {"form": "ta-in"}


class DayField(forms.DateField):
    """A day as the browser's own picker gives it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": _("Skriv dagen som år-månad-dag, till exempel 2027-03-01.")}
        wrong |= kwargs.pop("error_messages", {})
        kwargs.setdefault("required", False)
        super().__init__(error_messages=wrong, input_formats=["%Y-%m-%d"], **kwargs)


class AnswerForm(forms.Form):
    """Do we work like this? (TP-10)"""

    answer = forms.ChoiceField(
        label=_("Arbetar ni så här?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett svar."), "invalid_choice": _("Välj ett svar.")},
    )


class DecisionForm(forms.Form):
    """A body here has adopted the text."""

    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)
    decided_on = DayField(
        label=_("Beslutsdag"), required=True, error_messages={"required": _("Skriv vilken dag beslutet fattades.")}
    )
    reference = forms.CharField(
        label=_("Beslut"),
        max_length=Adopted.REFERENCE,
        error_messages={"required": _("Skriv vilket beslut det är.")},
        help_text=_("Diarienummer och paragraf, till exempel KS 2026/123 § 45."),
    )


class PutOffForm(forms.Form):
    """One of two: wait until a day, or not at all, and why. Its fields are sent with what else is chosen on the page.

    Args:
        data: what was posted.
        key: of the item.
    """

    until = DayField(label=_("Vänta till"))
    why = forms.CharField(
        label=_("Vi tar inte in den, därför att"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, key: UUID) -> None:
        super().__init__(data, prefix=str(key))
        for field in self.fields.values():
            field.widget.attrs.update(OUTSIDE)

    def chosen(self, button: str) -> tuple[date | None, str]:
        """The day and the reason, by the button that was pressed.

        Raises:
            ValidationError: for no day where the button says wait.
        """
        until: date | None = self.cleaned_data["until"]
        if button != "vanta":
            return None, self.cleaned_data["why"]
        if until is None:
            raise ValidationError({"until": _("Välj vilken dag ni tittar på den igen.")})
        return until, self.cleaned_data["why"]
