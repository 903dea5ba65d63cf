"""Everything the gallery page shows, read from the components' own specifications."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samverk.ui import groups
from samverk.ui.registry import Component, components
from samverk.ui.render import render_component


@dataclass(frozen=True, slots=True)
class Shown:
    """One rendered sample."""

    title: str
    html: SafeString
    on_band: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One component with its samples."""

    spec: Component
    shown: tuple[Shown, ...]

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters by name: empty for a required one, else what it is when left out."""
        required = dict.fromkeys(self.spec.required, "")
        return {**required, **{name: repr(value) for name, value in self.spec.optional.items()}}


@dataclass(frozen=True, slots=True)
class Group:
    """Components under one heading."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]


def _entry(spec: Component) -> Entry:
    shown = (
        Shown(sample.title, render_component(spec.name, content=sample.content, **sample.values), sample.on_band)
        for sample in spec.samples()
    )
    return Entry(spec, tuple(shown))


def gallery_groups() -> tuple[Group, ...]:
    """Return every component, rendered with every sample, in the gallery's order."""
    found = components().values()
    return tuple(
        Group(
            str(title),
            f"grupp-{number}",
            tuple(_entry(spec) for spec in found if spec.group is title),
        )
        for number, title in enumerate(groups.ORDER, start=1)
    )
