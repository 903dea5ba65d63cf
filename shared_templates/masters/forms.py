"""Forms of reviews, test cases and releases; that of the text itself is in `writing.py`."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shared_templates.masters.actions.publish_release import Step
from shared_templates.masters.models.quality import Verdict
from shared_templates.masters.queries import Readiness

_HASH = r"^[0-9a-f]{64}$"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReviewForm(forms.Form):
    """A municipality's word about the text with this hash."""

    text = forms.RegexField(_HASH, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Vad tycker du?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om texten är godkänd eller behöver ändras.")},
    )
    note = forms.CharField(
        label=_("Kommentar till granskningen"),
        required=False,
        max_length=600,
        widget=_area(3),
        help_text=_("Behöver texten ändras: skriv vad."),
    )


class CaseForm(forms.Form):
    """What is to be tried."""

    title = forms.CharField(
        label=_("Vad som provas"), max_length=200, error_messages={"required": _("Skriv vad som provas.")}
    )
    steps = forms.CharField(
        label=_("Gör så här"),
        widget=_area(3),
        help_text=_("Använd bara påhittade uppgifter."),
        error_messages={"required": _("Skriv vad den som provar ska göra.")},
    )
    expected = forms.CharField(
        label=_("Det här ska hända"), widget=_area(2), error_messages={"required": _("Skriv vad som ska hända.")}
    )


class ResultForm(forms.Form):
    """How one try in the sandbox went."""

    passed = forms.ChoiceField(
        label=_("Hur gick det?"),
        choices=[("ja", _("Det gick bra")), ("nej", _("Det gick inte bra"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur det gick.")},
    )
    note = forms.CharField(
        label=_("Vad hände?"),
        required=False,
        max_length=600,
        widget=_area(2),
        help_text=_("Gick det inte bra: skriv vad som hände i stället."),
    )


class WithdrawForm(forms.Form):
    """Why a release is taken back."""

    why = forms.CharField(
        label=_("Varför dras släppet tillbaka?"),
        max_length=300,
        help_text=_("Kommunerna läser det här."),
        error_messages={"required": _("Skriv varför släppet dras tillbaka.")},
    )


class ReleaseForm(forms.Form):
    """A package: which masters, what is new, how big the step is.

    Whether each is ready is asked again when it is released.

    Args:
        data: what was posted.
        judged: the masters that say something new, and what each lacks.
    """

    keys = forms.MultipleChoiceField(
        label=_("Det som släpps"), required=True, error_messages={"required": _("Välj vad som ska släppas.")}
    )
    name = forms.CharField(
        label=_("Paketets namn"),
        max_length=120,
        help_text=_("Välj ett namn som finns för att släppa nästa version av det, eller skriv ett nytt."),
        widget=forms.TextInput(attrs={"list": "paketnamn", "autocomplete": "off"}),
        error_messages={"required": _("Skriv vad paketet heter.")},
    )
    step = forms.ChoiceField(
        label=_("Hur stort är steget?"),
        choices=[
            (Step.MINOR, _("Nyhet: något har kommit till")),
            (Step.PATCH, _("Rättning: samma arbetssätt, bättre text")),
            (Step.MAJOR, _("Stor ändring: arbetssättet blir ett annat")),
        ],
        initial=Step.MINOR,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur stort steget är.")},
    )
    notes = forms.CharField(
        label=_("Det här är nytt"),
        widget=_area(4),
        help_text=_("Med egna ord, för den som ska ta emot det."),
        error_messages={"required": _("Skriv vad som är nytt.")},
    )
    adopt_by = forms.DateField(
        label=_("Ska vara infört senast"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv dagen så här: 2027-01-31.")},
    )

    def __init__(self, data: QueryDict | None, *, judged: list[Readiness]) -> None:
        super().__init__(data)
        self.judged, self.chosen = judged, set(data.getlist("keys") if data else ())
        keys = self.fields["keys"]
        assert isinstance(keys, forms.MultipleChoiceField)
        keys.choices = [(str(one.master.key), str(one.master)) for one in judged]
        for one in judged:
            self.fields[f"note_{one.master.key}"] = forms.CharField(
                label=_("Nytt i just den här"), required=False, max_length=500
            )

    @classmethod
    def as_typed(cls, data: QueryDict, *, judged: list[Readiness]) -> "ReleaseForm":
        """What somebody has typed so far, not judged: only the effect was asked for."""
        form = cls(None, judged=judged)
        form.initial, form.chosen = data.dict(), set(data.getlist("keys"))
        return form

    def rows(self) -> list[dict[str, Any]]:
        """Those that can be released, and those that were chosen, each with its note."""
        return [
            {
                "one": one,
                "key": str(one.master.key),
                "chosen": str(one.master.key) in self.chosen,
                "note": self[f"note_{one.master.key}"],
            }
            for one in self.judged
            if one.is_ready or str(one.master.key) in self.chosen
        ]
