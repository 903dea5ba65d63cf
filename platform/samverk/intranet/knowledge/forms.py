"""The forms of "Hjälpte detta?" and of where an article is to lie."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


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


class WriteForm(forms.Form):
    """Beneath which page a new article is to lie."""

    place = forms.ChoiceField(
        label=_("Var ska artikeln ligga?"),
        help_text=_("Du väljer bland platserna där du får lägga till sidor."),
        error_messages={"required": _("Välj en plats."), "invalid_choice": _("Välj en plats i listan.")},
    )

    def __init__(self, *args: object, places: Sequence[Page], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["place"].choices = indented(places)  # type: ignore[attr-defined]


def indented(pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Number and title of each, those beneath another further in."""
    top = min((page.depth for page in pages), default=0)
    return [(str(page.pk), " – " * (page.depth - top) + page.title) for page in pages]
