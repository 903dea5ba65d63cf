"""Forms of a proposal: its text and reason, a vote, a comment, the model's answer."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shared_templates.adoption.models import Adopted
from shared_templates.adoption.settling import Question, answer_fields, answers, judge_answer
from shared_templates.content.merging import Choice
from shared_templates.proposals.actions.comment import LONGEST
from shared_templates.proposals.models import Proposal, Stance, Vote
from shared_templates.proposals.words import QUESTION
from shared_templates.screens.writing import ContentForm


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProposeForm(ContentForm):
    """Every text of the item as the model should have it, and why.

    Args:
        data: what was posted, or None to show what the municipality has.
        item: as it applies here; its words are where the writer begins.
        draft: what was kept before, if anything.
    """

    read = forms.UUIDField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Varför mallen borde säga så"),
        max_length=2000,
        widget=_area(4),
        help_text=_("Vad blir bättre, och för vem? Skriv så att en annan kommun förstår."),
        error_messages={"required": _("Skriv varför mallen borde säga så.")},
    )

    def __init__(self, data: QueryDict | None = None, *, item: Adopted, draft: Proposal | None) -> None:
        self.item, self.draft = item, draft
        initial = {"read": draft.revision, "why": draft.why} if draft else {}
        super().__init__(data, kind=item.sort, base=draft.said() if draft else item.said(), initial=initial)

    def again(self, data: QueryDict) -> Self:
        """The same form with other data."""
        return type(self)(data, item=self.item, draft=self.draft)


class VoteForm(forms.Form):
    """A municipality's word."""

    stance = forms.ChoiceField(
        label=_("Vad tycker ni?"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad ni tycker.")},
    )
    why = forms.CharField(
        label=_("Varför"),
        required=False,
        max_length=300,
        widget=_area(2),
        help_text=_("En mening räcker. Är ni emot: skriv vad som talar emot."),
    )

    @classmethod
    def of(cls, vote: Vote | None) -> "VoteForm":
        """With what the municipality has said before."""
        return cls(initial={"stance": vote.stance, "why": vote.why} if vote else None, auto_id="rost_%s")


class CommentForm(forms.Form):
    """Words for all municipalities and the model."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Din kommentar"),
        max_length=LONGEST,
        widget=_area(3),
        help_text=_("Alla kommuner och mallen läser det du skriver."),
        error_messages={"required": _("Skriv något först.")},
    )


class AcceptForm(forms.Form):
    """The places that both have changed, and a word to the municipality.

    Args of its own:
        questions: one a place.
    """

    read = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("En hälsning till kommunen"), required=False, max_length=2000, widget=_area(2))

    def __init__(self, data: Mapping[str, Any] | None = None, *, questions: Sequence[Question], read: object) -> None:
        super().__init__(data, initial={"read": read})
        self.questions = questions
        for question in questions:
            self.fields.update(answer_fields(question, label=question.place, words=QUESTION))

    def clean(self) -> dict[str, Any]:
        """Every place has its answer."""
        kept = dict(super().clean() or {})
        for question in self.questions:
            judge_answer(self, question)
        return kept

    def choices(self) -> dict[str, Choice]:
        """The answers, by conflict."""
        return answers(self.questions, self.cleaned_data)

    def asked(self) -> list[tuple[Question, forms.BoundField, forms.BoundField | None]]:
        """Each place with its fields."""
        return [
            (each, self[each.name], self[f"{each.name}-egen"] if each.takes_own else None) for each in self.questions
        ]


class DeclineForm(forms.Form):
    """Why the model stays as it is."""

    why = forms.CharField(
        label=_("Varför mallen inte ändras"),
        max_length=2000,
        widget=_area(3),
        error_messages={"required": _("Skriv varför. Kommunen ska kunna förstå svaret.")},
    )
