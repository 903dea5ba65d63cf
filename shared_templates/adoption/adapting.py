"""The form in which an item is adapted: its content, and why it differs."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from shared_templates.adoption.actions.change_item import Why
from shared_templates.adoption.forms import DayField
from shared_templates.adoption.models import Adopted, Reason
from shared_templates.screens.writing import ContentForm

WHY = ("reason", "text", "review_on", "cost_a_year")


class AdaptForm(ContentForm):
    """An item as a municipality writes it, and `WHY` where a reason is asked for.

    Args:
        data: what was posted, or None to show the item as it is.
        item: as it is now.
        asks_why: the model wants a reason and there is none yet.
    """

    def __init__(self, data: QueryDict | None = None, *, item: Adopted, asks_why: bool) -> None:
        self.item, self.asks_why = item, asks_why
        super().__init__(data, kind=item.sort, base=item.said())
        if asks_why:
            self._ask_why()

    def again(self, data: QueryDict) -> Self:
        """The same form with other data."""
        return type(self)(data, item=self.item, asks_why=self.asks_why)

    def _ask_why(self) -> None:
        self.fields["reason"] = forms.ChoiceField(
            label=_("Skäl"), required=False, choices=[("", _("Välj skäl")), *Reason.choices]
        )
        self.fields["text"] = forms.CharField(
            label=_("Varför ni gör på ett annat sätt"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["review_on"] = DayField(
            label=_("Omprövas den"), help_text=_("Ett avsteg av vana omprövas inom tolv månader.")
        )
        self.fields["cost_a_year"] = forms.IntegerField(
            label=_("Kostnad per år, i kronor"), required=False, min_value=0, max_value=2_000_000_000
        )

    def clean(self) -> dict[str, Any]:
        """A reason is whole: it has words and a day."""
        kept = dict(super().clean() or {})
        if kept.get("reason") and not kept.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", _("Välj vilken dag avsteget omprövas."))
        return kept

    def why(self, owner: User) -> Why | None:
        """The reason, if one was given."""
        kept = self.cleaned_data
        if not kept.get("reason"):
            return None
        return Why(kept["reason"], kept["text"], kept["review_on"], owner, kept["cost_a_year"] or 0)

    def reasons(self) -> list[forms.BoundField]:
        """The fields of the reason, where one is asked for."""
        return [self[name] for name in WHY if name in self.fields]
