"""An article's form: which step of a process it is about, among those that apply here."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.intranet.knowledge.registries import all_steps
from samverk.intranet.owner_form import OwnedPageForm


def about_choices() -> Iterator[tuple[str, str]]:
    """Everything an article can be about today."""
    yield "", str(_("Inget särskilt"))
    for step in all_steps():
        yield step.key, step.label


class ArticlePageForm(OwnedPageForm):
    """A page's form with the steps as choices."""

    about = forms.ChoiceField(
        label=_("Hör till arbetssättet"),
        required=False,
        choices=about_choices,
        help_text=_("Artikeln visas också på arbetssättets egen sida."),
    )
