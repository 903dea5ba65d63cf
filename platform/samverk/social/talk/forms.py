"""What people fill in."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverk.social.talk.marks import Mention
from samverk.social.talk.models import Reason
from samverk.social.text import LONGEST

#: What a text field has in which one mentions people, units and groups.
NAMES: dict[str, Any] = {"data-controller": "mention", "data-names-label": _("Namn att välja mellan")}


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

    def key(self) -> UUID:
        """The form's key; one of our own where a script or a hand left it out."""
        return self.cleaned_data.get("form") or uuid4()


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
