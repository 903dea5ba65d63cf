"""The form in which a release is taken: what is wanted, and the answers to conflicts (TP-04, TP-14)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.adoption.forms import OUTSIDE
from shared_templates.adoption.planning import QUIET, Choices, Planned
from shared_templates.adoption.words import QUESTION, AskedWords
from shared_templates.content.differences import Stretch, in_words
from shared_templates.content.kinds import KINDS, ItemKind
from shared_templates.content.merging import Choice, Conflict, Reason, Side
from shared_templates.content.values import HEAD, Content
from shared_templates.screens.comparing import label_of, title_of


@dataclass(frozen=True, slots=True)
class Question:
    """One conflict as it is asked.

    Attributes:
        name: of its field.
        place: where in the item.
        text: what it is about.
        base: what both began from, a paragraph each.
        theirs, mine: what each says now, against the base; None where it says nothing.
    """

    name: str
    place: str
    text: str
    conflict: Conflict
    base: list[str]
    theirs: list[list[Stretch]] | None
    mine: list[list[Stretch]] | None

    @property
    def takes_own(self) -> bool:
        """May it be answered with a wording of one's own."""
        return self.conflict.reason == Reason.TEXT


class TakeForm(forms.Form):
    """`ta`: keys of the items wanted; a field for each conflict, and one for a wording of one's own.

    Args:
        data: what was posted.
        planned: the items of the release.
        wanted: keys of those that are ticked from the beginning.
        chosen: answers that are given already.
    """

    ta = forms.MultipleChoiceField(
        label=gettext_lazy("Det som tas in"),
        error_messages={
            "required": gettext_lazy("Kryssa för minst en sak att ta in."),
            "invalid_choice": gettext_lazy("Något av det valda är redan infört. Läs sidan igen och välj på nytt."),
        },
    )
    attempt = forms.UUIDField(label=gettext_lazy("Försöket"), widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        planned: Collection[Planned],
        wanted: Iterable[UUID] = (),
        chosen: Choices | None = None,
    ) -> None:
        super().__init__(data, initial={"attempt": uuid4(), "ta": [str(key) for key in wanted]})
        self.planned = planned
        self.questions: dict[UUID, list[Question]] = {}
        ta = self.fields["ta"]
        assert isinstance(ta, forms.MultipleChoiceField)
        ta.choices = [(str(one.item.key), one.item.code) for one in planned]
        for one in planned:
            self.fields[f"last-{one.item.key}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=str(one.here.revision) if one.here else ""
            )
            self.questions[one.item.key] = _questions(one)
            for question in self.questions[one.item.key]:
                label = f"{one.item.code} – {question.place}"
                self.fields.update(answer_fields(question, label=label, words=QUESTION, attrs=OUTSIDE))
                if answer := (chosen or {}).get(one.item.key, {}).get(question.conflict.key):
                    self.initial.update({question.name: str(answer.side), f"{question.name}-egen": answer.own})

    def wanted(self) -> set[str]:
        """Keys that are ticked, whether or not the rest is right."""
        return set(self["ta"].value() or [])

    def clean(self) -> dict[str, Any]:
        """Every conflict of a wanted item has an answer, given to the text as it is now."""
        kept = dict(super().clean() or {})
        chosen = set(kept.get("ta") or [])
        for one in self.planned:
            if str(one.item.key) not in chosen:
                continue
            read = kept.get(f"last-{one.item.key}")
            if one.here and read != str(one.here.revision):
                self.add_error(
                    None, _("%(code)s ändrades hos er medan du läste. Se efter igen.") % {"code": one.item.code}
                )
            for question in self.questions[one.item.key]:
                judge_answer(self, question)
        return kept

    def choices(self) -> Choices:
        """The answers, by item and conflict."""
        found = {key: answers(asked, self.cleaned_data) for key, asked in self.questions.items()}
        return {key: given for key, given in found.items() if given}

    def so_far(self) -> Choices:
        """The answers as far as they go, to texts as they are now; a wording of one's own that is written is chosen."""
        self.full_clean()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        found: dict[UUID, dict[str, Choice]] = {}
        for one in self.planned:
            asked = self.questions[one.item.key]
            written = {each.name: Side.OWN for each in asked if f"{each.name}-egen" in said}
            given = answers(asked, written | said)
            if given and one.here and said.get(f"last-{one.item.key}") == str(one.here.revision):
                found[one.item.key] = given
        return found

    def ticked(self) -> list[UUID]:
        """The items that are ticked, as far as they are there, whether or not the rest is right."""
        return [one.item.key for one in self.planned if str(one.item.key) in self.wanted()]

    def keys(self) -> list[UUID]:
        """The items wanted."""
        return [UUID(key) for key in self.cleaned_data["ta"]]


def quiet(planned: Iterable[Planned], day: Any) -> list[UUID]:
    """What is ticked from the beginning: nobody has changed it here, and nobody has said that it waits."""
    return [one.item.key for one in planned if one.effect in QUIET and not one.is_put_off(day)]


def answer_fields(
    question: Question, *, label: str, words: AskedWords, attrs: Mapping[str, str] | None = None
) -> dict[str, forms.Field]:
    """The fields in which one conflict is answered: whose version, and room for a wording of one's own.

    Args:
        question: the conflict.
        label: of the fields, for the summary of errors.
        words: by sort of conflict, what choosing either side means.
        attrs: of every widget.
    """
    _text, theirs, mine = words[question.conflict.reason]
    choices = [(str(Side.THEIRS), theirs), (str(Side.MINE), mine)]
    if question.takes_own:
        choices.append((str(Side.OWN), gettext_lazy("Egen formulering")))
    found: dict[str, forms.Field] = {
        question.name: forms.ChoiceField(
            label=label, required=False, choices=choices, widget=forms.RadioSelect(attrs=dict(attrs or {}))
        )
    }
    if question.takes_own:
        area = forms.Textarea(attrs={"rows": 4, **(attrs or {})})
        found[f"{question.name}-egen"] = forms.CharField(
            label=label, required=False, max_length=20_000, strip=False, widget=area
        )
    return found


def judge_answer(form: forms.Form, question: Question) -> None:
    """Tell the form what its answer to one conflict lacks."""
    side = form.cleaned_data.get(question.name)
    if question.name not in form.errors and not side:
        form.add_error(question.name, _("Välj vad som ska gälla."))
    if side == Side.OWN and not form.cleaned_data.get(f"{question.name}-egen", "").strip():
        form.add_error(f"{question.name}-egen", _("Skriv er egen formulering."))


def answers(asked: Iterable[Question], kept: Mapping[str, Any]) -> dict[str, Choice]:
    """What was answered, by conflict."""
    return {
        each.conflict.key: Choice(Side(kept[each.name]), kept.get(f"{each.name}-egen", ""))
        for each in asked
        if kept.get(each.name)
    }


def _questions(one: Planned) -> list[Question]:
    if one.here is None or one.merged is None:
        return []
    kind, said = KINDS[one.item.kind], (one.here.said(), one.theirs, one.here.began_from())
    return [question_of(each, kind=kind, said=said, of=str(one.item.key)) for each in one.merged.conflicts]


def question_of(
    conflict: Conflict, *, kind: ItemKind, said: Sequence[Content], of: str, words: AskedWords = QUESTION
) -> Question:
    """One conflict in words.

    Args:
        conflict: which.
        kind: of the item.
        said: the contents that are merged; the first that has a part names it.
        of: sets its field apart from those of other merges on the page.
        words: what each sort of conflict is about.
    """
    place = title_of(conflict.block, *said)
    if conflict.name:
        place += f", {label_of(kind, conflict.block, conflict.name, *said)}"
    texts = [conflict.base, conflict.theirs, conflict.mine]
    if conflict.reason == Reason.ORDER:
        place = _("Ordningen")
        texts = ["\n".join(title_of(name, *said) for name in text.splitlines() if name != HEAD) for text in texts]
    base, theirs, mine = texts
    return Question(
        "svar-" + sha256(f"{of} {conflict.key}".encode()).hexdigest()[:16],
        place,
        str(words[conflict.reason][0]),
        conflict,
        [line for line in base.splitlines() if line.strip()],
        in_words(base, theirs) if theirs else None,
        in_words(base, mine) if mine else None,
    )
