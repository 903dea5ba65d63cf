"""Forms of the register of systems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import Capacity, User
from samverk.identity.models.user import INTERNAL
from samverk.kernel import clock
from samverk.people.plan_forms import grouped
from samverk.people.queries import nodes_on
from samverk.people.roles.catalogue import ROLES
from samverk.portal.models import Integration, LineOfBusinessSystem, Obstacle, SignIn, Status
from samverk.portal.systems.facts import SystemFacts, refuse_what_the_obstacle_forbids

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_WHEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class SystemForm(forms.Form):
    """Everything the register says of a system, but how it is doing."""

    name = forms.CharField(
        label=_("Systemets namn"), max_length=100, error_messages={"required": _("Skriv systemets namn.")}
    )
    purpose = forms.CharField(
        label=_("Vad man gör där"),
        max_length=300,
        help_text=_("En mening som börjar med ett verb: Rapportera frånvaro och se lönebesked."),
        error_messages={"required": _("Skriv vad man gör i systemet.")},
    )
    address = forms.URLField(
        label=_("Systemets adress"),
        max_length=500,
        assume_scheme="https",
        error_messages={"required": _("Skriv adressen."), "invalid": _("Skriv adressen så här: https://system.se.")},
    )
    owner = forms.CharField(
        label=_("Systemägare"),
        max_length=200,
        help_text=_("Rollen, enheten eller personen som beslutar om systemet."),
        error_messages={"required": _("Skriv vem som äger systemet.")},
    )
    maintainer = forms.CharField(
        label=_("Systemets förvaltare"),
        required=False,
        help_text=_("Användarnamn eller e-postadress. Den personen sätter systemets läge."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    support_phone = forms.CharField(label=_("Supportens telefon"), max_length=50, required=False)
    support_mail = forms.EmailField(label=_("Supportens e-post"), required=False)
    support_hours = forms.CharField(
        label=_("Supportens tider"), max_length=100, required=False, help_text=_("Till exempel: vardagar 8–16.")
    )
    sign_in = forms.ChoiceField(label=_("Så loggar man in"), choices=SignIn.choices)
    integration = forms.ChoiceField(label=_("Koppling till intranätet"), choices=Integration.choices)
    obstacle = forms.ChoiceField(label=_("Hinder för närmare koppling"), choices=Obstacle.choices, required=False)
    alternative = forms.CharField(
        label=_("Så kommer man åt uppgifterna ändå"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Behövs när det finns ett hinder."),
    )
    capacities = forms.MultipleChoiceField(
        label=_("Till för"),
        required=False,
        choices=[(each.value, each.label) for each in Capacity if each in INTERNAL],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Väljer du ingen här, inget uppdrag och ingen enhet nedan är systemet till för alla."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Till för uppdrag"),
        required=False,
        choices=[(role.key, role.label) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De som har uppdraget ser systemet först, till exempel registratorer diariet."),
    )
    units = forms.MultipleChoiceField(
        label=_("Till för delar av organisationen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De som arbetar där ser systemet först. Andra hittar det under Alla andra."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = grouped(nodes_on(clock.today()), ("authority", "department", "unit"))

    @property
    def opens(self) -> bool:
        """Does the long list of parts stand open: where one is chosen, or something is wrong."""
        return bool(self["units"].value() or self["units"].errors)

    @classmethod
    def initial_of(cls, row: LineOfBusinessSystem) -> dict[str, Any]:
        """What the register says now."""
        names = [name for name in SystemFacts.__slots__ if name != "maintainer"]
        held = {name: getattr(row, name) for name in names}
        return {**held, "maintainer": row.maintainer.username if row.maintainer else ""}

    def clean_maintainer(self) -> User | None:
        """The person meant, who must work here."""
        return find_maintainer(self.cleaned_data["maintainer"])

    def clean(self) -> dict[str, Any]:
        """What the obstacle forbids is told beside its field."""
        held: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                refuse_what_the_obstacle_forbids(self.facts())
            except forms.ValidationError as error:
                self.add_error(None, error)
        return held

    def facts(self) -> SystemFacts:
        """For the action."""
        held = {name: self.cleaned_data[name] for name in SystemFacts.__slots__}
        return SystemFacts(**{**held, **{name: tuple(held[name]) for name in ("units", "capacities", "roles")}})


def find_maintainer(text: str) -> User | None:
    """Somebody who works here, by user name or e-mail address; nobody for an empty text.

    Raises:
        ValidationError: when there is no such person, or several.
    """
    wanted = text.strip()
    if not wanted:
        return None
    active = User.objects.filter(is_active=True, capacity__in=INTERNAL)
    found = list(active.filter(username__iexact=wanted)[:2]) or list(active.filter(email__iexact=wanted)[:2])
    if len(found) != 1:
        raise forms.ValidationError(_("Ingen som arbetar här har det användarnamnet eller den adressen."))
    return found[0]


class StatusForm(forms.Form):
    """How a system is doing."""

    status = forms.ChoiceField(label=_("Läget nu"), choices=Status.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Vad är fel, och vad gör man under tiden"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Behövs inte när systemet fungerar."),
    )
    begins = forms.DateTimeField(label=_("Börjar"), required=False, widget=MOMENT, input_formats=_WHEN)
    ends = forms.DateTimeField(
        label=_("Slutar"),
        required=False,
        widget=MOMENT,
        input_formats=_WHEN,
        help_text=_("Då blir läget Fungerar av sig självt."),
    )
