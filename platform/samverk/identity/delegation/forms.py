"""Forms of delegated administration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.delegation.queries import homes
from tenants.models import Tenant


class HomeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Another site."""

    def label_from_instance(self, obj: Tenant) -> str:
        """Its full name."""
        return obj.official_name


class InviteForm(forms.Form):
    """Whom to ask, why and for how long."""

    home = HomeField(
        queryset=Tenant.objects.none(),
        label=_("Var arbetar personen?"),
        empty_label=_("Välj …"),
        error_messages={"required": _("Välj var personen arbetar.")},
    )
    note = forms.CharField(
        label=_("Vem är det?"),
        max_length=100,
        help_text=_("Så att ni här vet vem ni menar. Personens egen kommun ser det inte."),
        error_messages={"required": _("Skriv vem du bjuder in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Varför?"),
        min_length=10,
        max_length=500,
        help_text=_("Personen ser texten, och den sparas i loggen."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv varför, minst tio tecken."),
            "min_length": _("Skriv varför, minst tio tecken."),
        },
    )
    valid_to = forms.DateField(
        label=_("Sista dag"),
        help_text=_("Högst ett år framåt. Efter den dagen får personen inte förvalta här."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Välj den sista dagen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["home"]
        assert isinstance(field, HomeField)
        field.queryset = homes()


class CodeForm(forms.Form):
    """The code of an invitation."""

    code = forms.CharField(
        label=_("Kod från inbjudan"),
        max_length=60,
        error_messages={"required": _("Skriv koden du har fått.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
