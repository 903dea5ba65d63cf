"""Forms of a document: its text, and whom it is for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.people.models import Unit
from shared_templates.documents.models import Document
from shared_templates.documents.shape import DOCUMENT
from shared_templates.screens.writing import ContentForm


class DocumentForm(ContentForm):
    """Every section of a draft.

    Args:
        data: what was posted, or None to show the draft.
        document: the draft.
        guidance: section → what the template says to its writer.
    """

    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, document: Document, guidance: Mapping[str, str]) -> None:
        self.document, self.guidance = document, guidance
        super().__init__(data, kind=DOCUMENT, base=document.said(), initial={"revision": document.revision})
        for section, words in guidance.items():
            if f"{section}__text" in self.fields:
                self.fields[f"{section}__text"].help_text = words
        self.fields["head__title"].error_messages["required"] = _("Skriv vad dokumentet heter.")

    def again(self, data: QueryDict) -> Self:
        """The same form with other data."""
        return type(self)(data, document=self.document, guidance=self.guidance)


class SendForm(forms.Form):
    """Whom a document is for.

    Args of its own:
        units: all there are today.
        people: those chosen before and those found now.
    """

    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)
    units = forms.MultipleChoiceField(
        label=_("Enheter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alla som arbetar i enheten får veta."),
    )
    people = forms.MultipleChoiceField(label=_("Personer"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Sequence[Unit],
        people: Sequence[User],
        revision: UUID | None = None,
    ) -> None:
        super().__init__(data, initial={"revision": revision})
        self.offered_units, self.offered_people = units, people
        _choices(self.fields["units"], ((unit.uuid, unit.name) for unit in units))
        _choices(
            self.fields["people"],
            ((each.uuid, f"{each.display_name}, {each.title}" if each.title else each.display_name) for each in people),
        )

    def chosen_units(self) -> list[Unit]:
        """Those that were ticked."""
        return [unit for unit in self.offered_units if str(unit.uuid) in self.cleaned_data["units"]]

    def chosen_people(self) -> list[User]:
        """Those that were ticked."""
        return [each for each in self.offered_people if str(each.uuid) in self.cleaned_data["people"]]


def _choices(field: forms.Field, choices: Iterable[tuple[UUID, str]]) -> None:
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(str(key), words) for key, words in choices]
