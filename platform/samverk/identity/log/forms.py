"""The search form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverk.identity.log.criteria import Criteria, Purpose
from samverk.identity.log.words import words_of
from samverk.kernel.swedish_order import swedish_order

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SearchForm(forms.Form):
    """Why first, then what."""

    purpose = forms.ChoiceField(
        label=_("Vad ska du använda sökningen till?"),
        choices=[("", _("Välj …")), *Purpose.choices],
        error_messages={"required": _("Välj vad du ska använda sökningen till.")},
    )
    reason = forms.CharField(
        label=_("Varför?"),
        help_text=_("Skriv kort, gärna med ärendenummer. Texten sparas i loggen tillsammans med ditt namn."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv varför du söker."),
            "min_length": _("Skriv lite mer om varför du söker, minst tio tecken."),
        },
    )
    since = forms.DateField(label=_("Från och med"), required=False, widget=DAY)
    until = forms.DateField(label=_("Till och med"), required=False, widget=DAY)
    person = forms.CharField(
        label=_("Vem"), required=False, max_length=100, help_text=_("En del av namnet på den som gjorde något.")
    )
    verb = forms.ChoiceField(label=_("Vad som gjordes"), required=False)
    target = forms.CharField(
        label=_("Med vad"), required=False, max_length=100, help_text=_("En del av namnet på det som ändrades.")
    )
    result = forms.ChoiceField(
        label=_("Hur det gick"),
        required=False,
        choices=[("", _("Allt")), ("done", _("Gjordes")), ("refused", _("Nekades")), ("failed", _("Misslyckades"))],
    )

    def __init__(self, *args: Any, verbs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)
        told = sorted(((verb, words_of(verb)) for verb in verbs), key=lambda pair: swedish_order(pair[1]))
        field.choices = [("", _("Allt")), *told]

    def clean(self) -> dict[str, Any]:
        """The first day does not come after the last."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            raise ValidationError(_("Den första dagen ligger efter den sista. Byt plats på dem."))
        return values

    def criteria(self) -> Criteria:
        """The filters, of a valid form."""
        names = ("since", "until", "person", "verb", "target", "result")
        return Criteria(**{name: self.cleaned_data[name] for name in names})
