"""Forms of sharing and placing."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samverk.intranet.knowledge.forms import indented


class ShareForm(forms.Form):
    """What is new in the text that was just read; which text that was."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    news = forms.CharField(
        label=_("Vad är nytt?"),
        required=False,
        max_length=300,
        help_text=_("En mening till dem som redan visar artikeln. Den följer med när de får veta att texten är ny."),
    )


class PlaceForm(forms.Form):
    """Where on the intranet the article is to lie."""

    place = forms.ChoiceField(
        label=_("Var ska artikeln ligga hos er?"),
        help_text=_("Du väljer bland platserna där du får publicera."),
        error_messages={"required": _("Välj en plats."), "invalid_choice": _("Välj en plats i listan.")},
    )

    def __init__(self, *args: object, places: Sequence[Page], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["place"].choices = indented(places)  # type: ignore[attr-defined]
