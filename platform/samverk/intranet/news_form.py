"""The editor's form for a piece of news: to whom it is directed, in words."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.intranet.owner_form import OwnedPageForm, part_choices
from samverk.intranet.targeting.keys import LONGEST, part_key, place_key, read_keys, role_key, title_key
from samverk.kernel import clock
from samverk.people.roles.catalogue import ROLES
from samverk.people.standing.queries import titles_in_use, workplaces_in_use

#: A title that fewer have is somebody's, not a profession's.
LEAST_IN_A_PROFESSION = 2
#: A place that fewer state tells where somebody works.
LEAST_AT_A_PLACE = 2


def _parts() -> Iterator[tuple[str, str]]:
    return ((part_key(uuid), name) for uuid, name in part_choices() if uuid)


def _titles() -> Iterator[tuple[str, str]]:
    for title in titles_in_use(clock.today(), least=LEAST_IN_A_PROFESSION):
        yield title_key(title), title


def _places() -> Iterator[tuple[str, str]]:
    for place in workplaces_in_use(clock.today(), least=LEAST_AT_A_PLACE):
        # A key that is cut would be another place's too.
        if len(place.casefold()) <= LONGEST:
            yield place_key(place), place


def _roles() -> Iterator[tuple[str, str]]:
    return ((role_key(role.key), str(role.label)) for role in ROLES)


class _Boxes(forms.CheckboxSelectMultiple):
    """Many choices, in a frame that scrolls."""

    template_name = "intranet/editor/boxes.html"


class NewsPageForm(OwnedPageForm):
    """Units, professions, places and roles as boxes to tick; together they are the page's targets."""

    target_parts = forms.MultipleChoiceField(
        label=_("Enheter, förvaltningar och nämnder"), required=False, choices=_parts, widget=_Boxes,
        help_text=_("Den som arbetar där får nyheten högre upp. Ingen annan stängs ute."),
    )  # fmt: skip
    target_titles = forms.MultipleChoiceField(
        label=_("Yrken"), required=False, choices=_titles, widget=_Boxes,
        help_text=_("Befattningar som minst två har i katalogen."),
    )  # fmt: skip
    target_places = forms.MultipleChoiceField(
        label=_("Arbetsplatser"), required=False, choices=_places, widget=_Boxes,
        help_text=_("De som flera har skrivit på sin egen sida i katalogen."),
    )  # fmt: skip
    target_roles = forms.MultipleChoiceField(label=_("Uppdrag"), required=False, choices=_roles, widget=_Boxes)
    _boxes = ("target_parts", "target_titles", "target_places", "target_roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "scope" in self.fields:
            # Whoever says nothing writes for everybody: the column's own default.
            self.fields["scope"].required = False
        found = read_keys(self.instance.targets)
        given = {
            "target_parts": [part_key(uuid) for uuid in found.parts],
            "target_titles": [title_key(title) for title in found.titles],
            "target_places": [place_key(place) for place in found.places],
            "target_roles": [role_key(role) for role in found.roles],
        }
        for name in self._boxes:
            if name in self.fields:
                self.fields[name].initial = given[name]
                # What was chosen once and is no longer offered (a unit that ended) stays until it is taken away.
                offered = [*self.fields[name].choices]
                gone = [key for key in given[name] if key not in {value for value, _label in offered}]
                self.fields[name].choices = [*offered, *((key, _("Finns inte längre")) for key in gone)]

    def clean(self) -> dict[str, Any]:
        """Put the choices on the page, before the page looks at itself; note when a correction was written."""
        cleaned: dict[str, Any] = super().clean()
        if all(name in self.fields for name in self._boxes):
            self.instance.targets = [key for name in self._boxes for key in cleaned.get(name, [])]
        if "correction" in self.changed_data:
            self.instance.corrected_at = clock.now() if cleaned.get("correction") else None
        return cleaned
