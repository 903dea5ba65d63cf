"""Forms about roles."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.people.roles.catalogue import Role


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Välj en dag."), "invalid": _("Skriv en dag, till exempel 2026-12-31.")},
    )


class AssignForm(forms.Form):
    """Somebody found by name gets a role."""

    person = forms.ChoiceField(
        label=_("Vem?"), widget=forms.RadioSelect, error_messages={"required": _("Sök och välj en person.")}
    )
    from_day = _day(_("Första dagen"))
    to_day = _day(_("Sista dagen"), required=False, help_text=_("Lämna tomt om det inte är bestämt."))
    is_deputy = forms.BooleanField(label=_("Som ersättare"), required=False)

    def __init__(self, *args: Any, people: Sequence[User], role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(p.uuid), f"{p.display_name}, {p.title}" if p.title else p.display_name) for p in people]
        self.fields["from_day"].initial = clock.today()
        if not role.has_deputy:
            del self.fields["is_deputy"]

    def values(self, people: Sequence[User]) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "user": next(person for person in people if str(person.uuid) == data["person"]),
            "from_day": data["from_day"],
            "to_day": data["to_day"],
            "is_deputy": data.get("is_deputy", False),
        }


class EndForm(forms.Form):
    """Somebody's last day."""

    last_day = _day(_("Sista dagen"))
