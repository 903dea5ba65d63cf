"""What people fill in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverk.social.talk.marks import Mention
from samverk.social.talk.models import Reason
from samverk.social.text import LONGEST

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"([1-9][0-9]{0,17})?")
#: What a text field has in which one mentions people, units and groups.
NAMES: dict[str, Any] = {"data-controller": "mention", "data-names-label": _("Namn att välja mellan")}


@dataclass(frozen=True, slots=True)
class Typed:
    """A comment as it was sent.

    Attributes:
        text: as typed.
        form: the form's key.
        parent: the comment it answers.
    """

    text: str
    form: UUID
    parent: int | None


class CommentForm(forms.Form):
    """One comment; `form` is its key, and `namn` whom the picker put into it."""

    text = forms.CharField(
        label=_("Din kommentar"),
        help_text=_("Skriv @ och ett namn för att nämna en person, enhet eller grupp. De får veta det."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST + 500, **NAMES}),
        strip=False,
        required=False,
    )
    form = forms.UUIDField(widget=forms.HiddenInput, required=False)
    svar_pa = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].widget.is_required = False

    def typed(self) -> Typed:
        """What a valid form holds; a key of our own where a script or a hand left it out."""
        data = self.cleaned_data
        return Typed(text=data["text"], form=data.get("form") or uuid4(), parent=data["svar_pa"])


def typed_in(data: QueryDict) -> Typed | None:
    """What was sent; None where the form has something to say about it.

    The form is asked where there may be something: it takes as long as a question to the database.
    """
    text, key, parent = (data.get(name, "") for name in ("text", "form", "svar_pa"))
    if text and "\0" not in text and _KEY.fullmatch(key) and _NUMBER.fullmatch(parent):
        return Typed(text=text, form=UUID(key), parent=int(parent) if parent else None)
    form = CommentForm(data)
    return form.typed() if form.is_valid() else None


class LockForm(forms.Form):
    """Why nobody can comment any more."""

    skal = forms.CharField(
        label=_("Förklaring"),
        help_text=_("Alla som läser diskussionen ser den."),
        max_length=300,
        error_messages={"required": _("Skriv varför diskussionen låses.")},
    )


class ReportForm(forms.Form):
    """Why something should not stand there."""

    reason = forms.ChoiceField(label=_("Vad är fel?"), choices=Reason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Berätta mer"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class HideForm(forms.Form):
    """Why something is hidden."""

    reason = forms.ChoiceField(label=_("Varför döljs texten?"), choices=Reason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Till den som skrev"),
        help_text=_("Skriv vänligt och konkret. Den som skrev får det här, och kan be om ny prövning."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AppealForm(forms.Form):
    """Why the text should be shown."""

    text = forms.CharField(
        label=_("Varför ska texten visas?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


def chosen_in(posted: QueryDict) -> list[Mention]:
    """Whom the picker put into the text: fields named `namn`, each `kind:key`."""
    return list(_mentions(posted.getlist("namn")))


def _mentions(values: Iterable[str]) -> Iterable[Mention]:
    for value in list(values)[:50]:
        kind, _colon, key = value.partition(":")
        if key.isdecimal() and len(key) < 19:
            yield Mention(kind, int(key))
