"""What a component is, and the one place that knows them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

COMPONENTS = Path(__file__).parent / "components"

Text = str | Promise


class ComponentError(LookupError):
    """A component with that name does not exist, or its folder is not complete."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One way to use a component, shown in the gallery and rendered by the tests."""

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    content: str = ""
    on_band: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """The specification of a component: what it needs, what it may take, and how it looks in use.

    `choices` lists the allowed values of a parameter; `prepare` may add to the values what the template
    needs; `draw` draws in Python what stands in long lists, in place of the template, which would cost ten times as
    much a row; `kept` says that the same values are drawn once, for what stands on every page and is given plain
    values; `samples` is called only by the gallery and the tests, since some need forms and translations.
    """

    name: str
    title: Text
    group: Text
    summary: Text
    samples: Callable[[], tuple[Sample, ...]]
    required: tuple[str, ...] = ()
    optional: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    block: bool = False
    prepare: Callable[[dict[str, Any]], None] | None = None
    draw: Callable[[Mapping[str, Any]], SafeString] | None = None
    kept: bool = False

    @property
    def folder(self) -> Path:
        """Where the template, the styles and the script lie."""
        return COMPONENTS / self.name

    def complaint(self, given: set[str], *, as_block: bool) -> str:
        """Say what is wrong with a use of this component, or nothing."""
        missing = [name for name in self.required if name not in given]
        unknown = sorted(given - set(self.required) - set(self.optional))
        if missing:
            return f"component {self.name!r} lacks {', '.join(missing)}"
        if unknown:
            return f"component {self.name!r} does not know {', '.join(unknown)}"
        if as_block and not self.block:
            return f"component {self.name!r} takes no content"
        return ""


@cache
def components() -> dict[str, Component]:
    """Return every component by name, in alphabetical order.

    Raises ComponentError when a folder's specification has another name or it has not one way to be drawn.
    """
    found = {}
    for path in sorted(COMPONENTS.glob("*/component.py")):
        name = path.parent.name
        spec: Component = import_module(f"samverk.ui.components.{name}.component").COMPONENT
        if spec.name != name or (path.parent / f"{name}.html").is_file() is (spec.draw is not None):
            raise ComponentError(name)
        found[name] = spec
    return found


def component(name: str) -> Component:
    """Return one component. Raises ComponentError when there is none with that name."""
    try:
        return components()[name]
    except KeyError:
        raise ComponentError(name) from None
