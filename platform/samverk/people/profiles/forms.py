"""Forms about people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import Capacity, User
from samverk.people.models import Placement, Profile, Reason, Skill
from samverk.people.models.dated import on
from samverk.people.profiles.access import listed

WEEKDAYS = (
    ("1", _("Måndag")), ("2", _("Tisdag")), ("3", _("Onsdag")), ("4", _("Torsdag")), ("5", _("Fredag")),
    ("6", _("Lördag")), ("7", _("Söndag")),
)  # fmt: skip
#: Colleagues offered as stand-ins without searching.
COLLEAGUES = 100


class SearchForm(forms.Form):
    """Whom one looks for."""

    q = forms.CharField(
        label=_("Sök person"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Namn, titel, enhet, telefon eller något som personen kan, till exempel: sårvård."),
    )
    roll = forms.ChoiceField(label=_("Roll i kommunen"), required=False)
    plats = forms.ChoiceField(label=_("Arbetsplats"), required=False)
    kommun = forms.ChoiceField(label=_("Företräder"), required=False)

    def __init__(self, *args: Any, places: Sequence[str], municipalities: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {
            "roll": [(str(c.value), str(c.label)) for c in Capacity],
            "plats": [(place, place) for place in places],
            "kommun": [(name, name) for name in municipalities],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Alla")), *offered]
            if not offered:
                del self.fields[name]


class AboutForm(forms.ModelForm[Profile]):
    """What a person tells of themselves."""

    class Meta:
        model = Profile
        fields = ("presentation", "ask_about", "pronounced", "languages")
        labels = {
            "presentation": _("Det här gör jag"),
            "ask_about": _("Fråga mig om"),
            "pronounced": _("Så säger man mitt namn"),
            "languages": _("Språk jag talar"),
        }
        help_texts = {
            "presentation": _("Några meningar om ditt arbete. Högst 600 tecken."),
            "ask_about": _("Skriv med komma emellan: delegation, e-arkiv, att lägga schema."),
            "pronounced": _("Till exempel: Sjuhl, med hårt s."),
            "languages": _("Skriv med komma emellan."),
        }
        widgets = {"presentation": forms.Textarea(attrs={"rows": 4})}


class ContactForm(forms.ModelForm[Profile]):
    """How a person is reached."""

    class Meta:
        model = Profile
        fields = ("phone", "mobile", "workplace")
        labels = {"phone": _("Telefon"), "mobile": _("Mobil i tjänsten"), "workplace": _("Här arbetar jag")}
        help_texts = {"workplace": _("Hus och våning eller ort, till exempel: Stadshuset, plan 2.")}
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"}), "mobile": forms.TextInput(attrs={"type": "tel"})}


class HoursForm(forms.Form):
    """When a person works."""

    workdays = forms.MultipleChoiceField(
        label=_("Dagar jag brukar arbeta"), required=False, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.CharField(
        label=_("Tider"), required=False, max_length=80, help_text=_("Till exempel: 8–16.30, fredagar till 15.")
    )

    def facts(self) -> dict[str, str]:
        """What the action takes."""
        return {"workdays": "".join(self.cleaned_data["workdays"]), "hours": self.cleaned_data["hours"]}


class PhotoForm(forms.Form):
    """A picture of oneself."""

    photo = forms.FileField(
        label=_("Bild på dig"),
        help_text=_("JPEG, PNG eller WebP, högst 10 MB. Bilden beskärs till en kvadrat. Plats och tid tas bort."),
        error_messages={"required": _("Välj en bild först."), "empty": _("Filen är tom.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class AbsenceForm(forms.Form):
    """From when to when, and who answers."""

    first = forms.DateField(label=_("Första dagen"), error_messages={"required": _("Välj en dag.")})
    last = forms.DateField(label=_("Sista dagen"), error_messages={"required": _("Välj en dag.")})
    why = forms.ChoiceField(label=_("Orsak som visas"), required=False, choices=Reason.choices)
    stand_in = forms.ChoiceField(
        label=_("Den här personen svarar under tiden"),
        required=False,
        help_text=_("Dina aviseringar går dit medan du är borta."),
    )
    other = forms.CharField(
        label=_("Eller någon annan"), required=False, max_length=200, help_text=_("Skriv hela namnet.")
    )

    def __init__(self, *args: Any, user: User, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.user = day, user
        for name in ("first", "last"):
            self.fields[name].widget = forms.DateInput(
                attrs={"type": "date", "min": day.isoformat() if name == "last" else ""}, format="%Y-%m-%d"
            )
        field = self.fields["stand_in"]
        assert isinstance(field, forms.ChoiceField)
        units = Placement.objects.filter(on(day), user=user).values("unit")
        near = Placement.objects.filter(on(day), listed(day, "user__"), unit__in=units).exclude(user=user)
        people = near.order_by("user__display_name").values_list("user__uuid", "user__display_name").distinct()
        field.choices = [("", _("Ingen")), *[(str(uuid), name) for uuid, name in people[:COLLEAGUES]]]

    def clean(self) -> dict[str, Any]:
        """Turn the choice or the written name into a person."""
        data = super().clean() or {}
        name, chosen = data.get("other", "").strip(), data.get("stand_in", "")
        data["person"] = None
        if name:
            found = list(User.objects.filter(listed(self.day), display_name__iexact=name).exclude(pk=self.user.pk)[:2])
            if len(found) == 1:
                data["person"] = found[0]
            elif found:
                self.add_error("other", _("Flera heter så. Be en av dem i din enhet, eller lämna tomt."))
            else:
                self.add_error("other", _("Ingen i katalogen heter så. Skriv namnet som det står på personens sida."))
        elif chosen:
            data["person"] = User.objects.filter(listed(self.day), uuid=chosen).first()
        return data


class MergeForm(forms.Form):
    """Two words for the same thing."""

    skill = forms.ModelChoiceField(queryset=Skill.objects.all())
    into = forms.ModelChoiceField(queryset=Skill.objects.all(), required=False)
