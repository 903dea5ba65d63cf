"""Markup that is drawn once and kept: a template that is given what it shows, and nothing else.

The key is everything the template gets. It sees nothing of the page around it, so what is not in the key cannot be in
the markup, and nothing stale or foreign can lie under it. What differs from one request to the next (a form's token,
the page's own address) stands as a hole in what is kept and is filled each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date, time, timedelta
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.template import Context, Engine
from django.urls import get_urlconf
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from samverk.kernel.memory import Memory

_kept: Memory[SafeString] = Memory(seconds=300, most=4000)
#: Somebody who writes templates wants to see them.
_KEEPS = not settings.DEBUG
#: Whose value says all that they show; a date as much as a number.
_PLAIN = (str, int, float, bool, type(None), date, time, timedelta, UUID, Enum)


def kept_html(template: str, values: Mapping[str, Any], holes: Mapping[str, Any] | None = None) -> SafeString:
    """The template drawn with these values, from memory when the same was drawn lately for the same site.

    Args:
        template: its name; it must show nothing but its values, the language and what a release holds fixed.
        values: its whole context: plain values, and tuples, lists, mappings and dataclasses of them.
        holes: name → what stands there in this request only; escaped unless it is markup. The template may print
            them and no more: no condition can be asked of them.

    Raises:
        TypeError: for a value that does not tell its content, as an instance of a model.
    """
    holes = holes or {}
    found = kept_drawing(
        (template, *holes),
        values,
        lambda: Engine.get_default().get_template(template).render(Context({**values, **_marks(tuple(holes))})),
    )
    if not holes:
        return found
    text = str(found)
    for name, value in holes.items():
        text = text.replace(f"\0{name}\0", conditional_escape(value))
    return mark_safe(text)  # noqa: S308 # nosec B308 B703 - our own template's output


def kept_drawing(name: object, values: Mapping[str, Any], draw: Callable[[], SafeString]) -> SafeString:
    """What `draw` makes of these values, from memory when the same was drawn lately for the same site.

    Args:
        name: tells this drawing from all others.
        values: all that it shows, but for the language and what a release holds fixed.
        draw: makes it.

    Raises:
        TypeError: for a value that does not tell its content, as an instance of a model.
    """
    key = (connection.schema_name, name, get_language(), get_urlconf(), facts(values))  # type: ignore[attr-defined]
    found = _kept.get(key) if _KEEPS else None
    if found is None:
        found = draw()
        _kept.keep(key, found)
    return found


@cache
def _marks(names: tuple[str, ...]) -> dict[str, SafeString]:
    # No text of the house can hold these: PostgreSQL stores no NUL, and no address has one.
    return {name: mark_safe(f"\0{name}\0") for name in names}  # noqa: S308 # nosec B308 B703


def facts(value: Any) -> Any:
    """All that a value says, as something that can be a key.

    A frozen dataclass may say `TELLS_ITSELF`: each of its fields has one type, so that equal ones are the same content,
    and it is a key as it stands. Where text and markup, or 1 and True, may stand in one field, equal is not the same.

    Raises:
        TypeError: for what does not tell its content.
    """
    kind: Any = type(value)
    # What there is most of comes first; a page has a hundred of them.
    if kind is str:
        return value
    if kind is tuple or kind is list:
        return tuple([each if type(each) is str else facts(each) for each in value])
    if isinstance(value, _PLAIN):
        # Markup and the same as text are drawn differently; so are 1 and True.
        return (kind, value)
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, tuple | list):
        return tuple([facts(each) for each in value])
    if kind is dict or isinstance(value, Mapping):
        # Marked as what it is: a list of pairs is another content.
        return (dict, *[(name, each if type(each) is str else facts(each)) for name, each in value.items()])
    if getattr(kind, "TELLS_ITSELF", False):
        return (kind, value)
    if is_dataclass(kind):
        return (kind, *[facts(getattr(value, name)) for name in kind.__dataclass_fields__])
    raise TypeError(f"{type(value).__name__} does not tell its content")


def forget_kept_html() -> None:
    """Empty this process's memory; for tests."""
    _kept.clear()
