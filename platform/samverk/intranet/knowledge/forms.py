"""The form of "Hjälpte detta?"."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """Yes or no by the button that was pressed, and a word if one likes."""

    word = forms.CharField(
        label=_("Vill du säga något till den som äger artikeln?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ditt namn syns för ägaren och redaktörerna, om du skriver något."),
    )
    helped = forms.ChoiceField(choices=(("ja", _("Ja")), ("nej", _("Nej"))), widget=forms.HiddenInput)
