"""The form in which an item is adapted: its content, and why it differs."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from shared_templates.adoption.models import Adopted
from shared_templates.deviations.forms import WHY, why_fields
from shared_templates.deviations.proposing import Why
from shared_templates.screens.writing import ContentForm


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
            self.fields.update(why_fields())

    def again(self, data: QueryDict) -> Self:
        """The same form with other data."""
        return type(self)(data, item=self.item, asks_why=self.asks_why)

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
        return Why(kept["reason"], kept["text"], kept["review_on"], owner, kept["cost_a_year"])

    def reasons(self) -> list[forms.BoundField]:
        """The fields of the reason, where one is asked for."""
        return [self[name] for name in WHY if name in self.fields]
