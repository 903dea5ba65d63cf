"""Forms about people and groups."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from samverk.identity.house_groups import label_of
from samverk.identity.models import Capacity
from samverk.identity.rights.actions.close_account import SHORTEST_REASON
from samverk.identity.rights.queries import standing_groups


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A standing group, by the name people know it by."""

    def label_from_instance(self, obj: Group) -> str:
        """The name."""
        return label_of(obj.name)


class LookingForm(forms.Form):
    """A search: nothing in it is demanded, and nothing is marked as optional either."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """The mark follows `required`, which is no longer needed when the form has been cleaned."""
        super().full_clean()
        for field in self.fields.values():
            field.required = True


class _WithGroups(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["grupp"]
        assert isinstance(field, GroupField)
        field.queryset = standing_groups().order_by("name")


class PeopleForm(_WithGroups, LookingForm):
    """What to look for; the fields' names stand in the address, so that a search can be sent to a colleague."""

    q = forms.CharField(
        label=_("Sök person"),
        required=False,
        max_length=100,
        help_text=_("Början av namn, användarnamn, titel eller enhet."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    roll = forms.ChoiceField(label=_("Roll"), required=False, choices=[("", _("Alla roller")), *Capacity.choices])
    grupp = GroupField(
        queryset=Group.objects.none(), required=False, empty_label=_("Alla grupper"), label=_("I gruppen")
    )
    lage = forms.ChoiceField(
        label=_("Konto"),
        required=False,
        choices=[("", _("Öppna och stängda")), ("open", _("Bara öppna")), ("closed", _("Bara stängda"))],
    )


class JoinForm(_WithGroups):
    """A group to put somebody in."""

    grupp = GroupField(queryset=Group.objects.none(), label=_("Grupp"), empty_label=_("Välj grupp …"))


class CloseForm(forms.Form):
    """Why an account is closed."""

    reason = forms.CharField(
        label=_("Varför stängs kontot?"),
        help_text=_("Skriv kort. Texten sparas i loggen tillsammans med ditt namn."),
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv varför, minst tio tecken."),
            "min_length": _("Skriv varför, minst tio tecken."),
        },
    )


class GroupForm(forms.Form):
    """A group's name and what it is for."""

    name = forms.CharField(
        label=_("Gruppens namn"),
        max_length=150,
        error_messages={"required": _("Skriv vad gruppen ska heta.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    description = forms.CharField(
        label=_("Vad gruppen är till för"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class SearchForm(LookingForm):
    """Somebody to put in a group."""

    q = forms.CharField(
        label=_("Sök person att lägga till"),
        required=False,
        max_length=100,
        help_text=_("Början av namn, användarnamn, titel eller enhet."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
