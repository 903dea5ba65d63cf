"""Who answers for a page, chosen in the editor beside the page's address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from samverk.intranet.holds import Held, hold_on, require_room
from samverk.intranet.queries import ownership_of
from samverk.kernel import clock
from samverk.people.queries import Node, nodes_on


@dataclass(frozen=True, slots=True)
class ChosenOwner:
    """What the editor chose; no `owner` is nobody."""

    owner: UUID | None
    is_home: bool


def part_choices() -> Iterator[tuple[str, str]]:
    """Everything there is today, departments and units indented below what they stand under."""
    yield "", str(_("Ingen vald"))
    nodes = nodes_on(clock.today())
    below: dict[UUID | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)

    def walk(parent: UUID | None, depth: int) -> Iterator[tuple[str, str]]:
        for node in below.get(parent, []):
            yield str(node.uuid), " – " * depth + node.name
            yield from walk(node.uuid, depth + 1)

    yield from walk(None, 0)


class OwnedPageForm(WagtailAdminPageForm):
    """A page's form that also asks who answers for it. The choice is kept at once, published or not.

    What is settled elsewhere (`holds`) is told beside the title, and refused with nothing of what was typed lost.
    """

    owner_part = forms.ChoiceField(
        label=_("Ägs av"),
        required=False,
        choices=part_choices,
        help_text=_("Enheten, förvaltningen eller nämnden som håller sidan aktuell. Följer med vid omorganisation."),
    )
    owner_home = forms.BooleanField(
        label=_("Ägarens egen sida"),
        required=False,
        help_text=_("Sidan handlar om ägaren. Går ägaren upp i en annan leder adressen vidare dit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = ownership_of(self.instance)
        if held is not None and "owner_part" in self.fields:
            self.fields["owner_part"].initial = str(held.owner)
            self.fields["owner_home"].initial = held.is_home
        self.hold = hold_on(self.instance)
        if "title" in self.fields:
            self.fields["title"].help_text = self._told_of_title()

    def _told_of_title(self) -> str:
        """Why the page's own name is settled, or how the pages of its place are named."""
        if self.hold is not None:
            return self.hold.why
        above = hold_on(self.parent_page) if self.parent_page else None
        return above.asks if above else ""

    def clean(self) -> dict[str, Any]:
        """Name, address and last day of a held page stay; a new page has room beneath its parent (TP-12)."""
        cleaned: dict[str, Any] = super().clean()
        if self.hold is not None:
            # Why stands below the title already (`__init__`); the other fields are elsewhere.
            title = _("Skriv tillbaka ”%(title)s”, så går sidan att spara.") % {"title": self.hold.title}
            why = self.hold.why
            for name, value, told in (
                ("title", self.hold.title, title),
                ("slug", self.instance.slug, why),
                ("expire_at", None, why),
            ):
                if name in cleaned and (cleaned[name] or None) != value:
                    self.add_error(name, told)
        elif self.instance.pk is None:
            try:
                require_room(self.parent_page, type(self.instance))
            except Held as error:
                self.add_error(None, error)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Note the choice on the page; `wagtail_hooks.keep_chosen_owner` writes it when the page has its number."""
        page = super().save(commit=commit)
        if "owner_part" in self.fields and {"owner_part", "owner_home"} & set(self.changed_data):
            chosen = self.cleaned_data["owner_part"]
            page.chosen_owner = ChosenOwner(UUID(chosen) if chosen else None, self.cleaned_data["owner_home"])
        return page
