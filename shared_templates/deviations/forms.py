"""The forms of a deviation: why, yes or no, the end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from shared_templates.adoption.forms import DayField
from shared_templates.adoption.models import Deviation, Reason
from shared_templates.adoption.models.deviation import LARGEST_COST
from shared_templates.deviations.proposing import Why

WHY = ("reason", "text", "review_on", "cost_a_year")


def why_fields() -> dict[str, forms.Field]:
    """The fields of a reason; what is demanded of them is the action's to say."""
    return {
        "reason": forms.ChoiceField(
            label=_("Skäl"),
            required=False,
            choices=[("", _("Välj skäl")), *Reason.choices],
            help_text=_(
                "Är skälet Vana läser mallrådet, utanför kommunen, det du skriver. Skriv därför inget om någon person."
            ),
        ),
        "text": forms.CharField(
            label=_("Varför ni gör på ett annat sätt"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        "review_on": DayField(
            label=_("Omprövas den"),
            help_text=_("Ett avsteg av vana omprövas inom tolv månader och går ut om det inte förnyas."),
        ),
        "cost_a_year": forms.IntegerField(
            label=_("Kostnad per år, i kronor"),
            required=False,
            min_value=0,
            max_value=LARGEST_COST,
            help_text=_("Vad det kostar er att inte göra som mallen. En grov uppskattning räcker."),
        ),
    }


class DeviationForm(forms.Form):
    """Why an item differs here, or in one unit.

    Args of its own:
        deviation: that is written anew.
        units: uuid → name, where a unit is to be chosen.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        deviation: Deviation | None = None,
        units: Mapping[UUID, str] | None = None,
    ) -> None:
        super().__init__(data, initial={name: getattr(deviation, name) for name in WHY} if deviation else None)
        if units is not None:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("Enhet"),
                choices=[("", _("Välj enhet")), *((str(uuid), name) for uuid, name in units.items())],
                coerce=UUID,
                error_messages={"required": _("Välj vilken enhet det gäller.")},
            )
        self.fields.update(why_fields())
        for name, wrong in (
            ("reason", _("Välj ett skäl.")),
            ("text", _("Skriv skälet med egna ord.")),
            ("review_on", _("Välj vilken dag avsteget omprövas.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = wrong

    def why(self, owner: User) -> Why:
        """What was written."""
        said = self.cleaned_data
        return Why(
            said["reason"], said["text"], said["review_on"], owner, said["cost_a_year"], said.get("unit") or None
        )


class DecideForm(forms.Form):
    """A few words, demanded where the deviation is sent back."""

    note = forms.CharField(
        label=_("Några ord till den som äger avsteget"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Behövs när du skickar tillbaka det."),
    )


class EndForm(forms.Form):
    """Why it ends; it stands beside the other form of the page."""

    prefix = "slut"

    note = forms.CharField(
        label=_("Varför avslutas det?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
