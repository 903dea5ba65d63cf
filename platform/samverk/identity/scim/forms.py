"""Forms of the directory connection."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverk.identity.house_groups import label_of
from samverk.identity.models import Capacity, list_issuer
from samverk.identity.scim.issuers import BadIssuer, check_issuer
from samverk.identity.scim.queries import house_groups, issuers
from tenants.queries import active_schema

DAYS = (("90", _("Tre månader")), ("365", _("Ett år")), ("730", _("Två år")))


class IssuerField(forms.CharField):
    """The address of a provider of sign-in."""

    def clean(self, value: Any) -> str:
        """As written, when it is one."""
        text = str(super().clean(value))
        try:
            return check_issuer(text)
        except BadIssuer as error:
            raise ValidationError(_("Skriv en adress som börjar med https://, utan frågetecken.")) from error


def _issuer_field() -> IssuerField:
    return IssuerField(
        label=_("Inloggningstjänst"),
        max_length=255,
        help_text=_(
            "Adressen (issuer) till tjänsten där personerna loggar in, till exempel "
            "https://login.microsoftonline.com/…/v2.0. Personens externalId i katalogen ska vara samma värde "
            "som tjänsten skickar som subject när hen loggar in."
        ),
        error_messages={"required": _("Skriv adressen till inloggningstjänsten.")},
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def _capacity_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Personerna är"),
        choices=Capacity.choices,
        initial=Capacity.EMPLOYEE,
        help_text=_("Den som är gäst i katalogen blir alltid gäst här."),
    )


class TokenForm(forms.Form):
    """A new key for a directory service."""

    label = forms.CharField(
        label=_("Benämning"),
        max_length=100,
        help_text=_("Så att ni känner igen nyckeln, till exempel Entra ID, medarbetare."),
        error_messages={"required": _("Skriv vad nyckeln är till för.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issuer = _issuer_field()
    capacity = _capacity_field()
    days = forms.TypedChoiceField(
        label=_("Gäller i"), choices=DAYS, initial="365", coerce=int, help_text=_("Skapa en ny innan den går ut.")
    )


class HouseGroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A group here, by the name people know it by."""

    def label_from_instance(self, obj: Group) -> str:
        """The name."""
        return label_of(obj.name)


class MapForm(forms.Form):
    """Which group here a group of the directory means."""

    house_group = HouseGroupField(
        queryset=Group.objects.none(), required=False, empty_label=_("Ger ingen behörighet"), label=_("Grupp här")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["house_group"]
        assert isinstance(field, HouseGroupField)
        field.queryset = house_groups()


class ImportForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV med semikolon, komma eller tabb mellan kolumnerna. Högst 2 MB och 1 000 personer."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    issuer = forms.ChoiceField(
        label=_("Så loggar personerna in"),
        help_text=_(
            "Har kommunen ingen inloggningstjänst här än kan personerna tas in ändå. De syns då i katalogen men loggar "
            "inte in. Läs in listan en gång till när tjänsten finns, och välj den: då följer alla med."
        ),
        error_messages={"invalid_choice": _("Välj en av tjänsterna i listan.")},
    )
    capacity = _capacity_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["issuer"]
        assert isinstance(field, forms.ChoiceField)
        found = issuers()
        none = (list_issuer(active_schema()), _("Ingen inloggningstjänst än"))
        field.choices = [*found.items(), none]
        field.initial = next(iter(found), none[0])
