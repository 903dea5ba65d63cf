"""Forms of departures."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User


class DepartureForm(forms.Form):
    """When, and who takes over."""

    last_day = forms.DateField(
        label=_("Sista dag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Dagen efter stängs kontot. En dag som har varit gäller direkt."),
        error_messages={"required": _("Välj en sista dag."), "invalid": _("Skriv dagen så här: 2027-01-31.")},
    )
    receiver = forms.ChoiceField(
        label=_("Vem tar över?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Väljer du ingen hamnar det i överlämningskön."),
        error_messages={"invalid_choice": _("Sök fram personen igen.")},
    )

    def __init__(self, *args: Any, found: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["receiver"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Ingen än")), *((str(user.uuid), told(user)) for user in found)]


class HandOverForm(forms.Form):
    """Which things, to whom."""

    things = forms.MultipleChoiceField(
        label=_("Vad ska lämnas över?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en sak.")},
    )
    receiver = forms.ChoiceField(
        label=_("Vem tar över?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj vem som tar över. Sök fram personen först."),
            "invalid_choice": _("Sök fram personen igen."),
        },
    )

    def __init__(self, *args: Any, found: Iterable[User], things: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = list(things)
        for name, choices in (("things", things), ("receiver", [(str(user.uuid), told(user)) for user in found])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.fields["things"].initial = [key for key, _label in things]


def told(user: User) -> str:
    """A person to choose."""
    return f"{user.get_full_name()}, {user.title}" if user.title else user.get_full_name()
