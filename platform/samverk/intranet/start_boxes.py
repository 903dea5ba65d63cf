"""The boxes of the start page: in which order, and drawn so that one that fails takes no other with it (TN-05)."""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext

from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from samverk.kernel import clock
from samverk.kernel.kept_html import kept_html
from samverk.kernel.registries import Widget, WidgetPlace, start_arrangers, start_widgets
from tenants.connection import connection

log = logging.getLogger(__name__)
Boxes = list[tuple[str, Widget]]
FALLBACK = "intranet/_start_box_failed.html"
#: How long the health page goes on telling of a box that failed.
REMEMBER_SECONDS = 3600


def house_order() -> Boxes:
    """Every box as the house orders them: by place, then by number."""
    places = list(WidgetPlace)
    return sorted(start_widgets, key=lambda pair: (places.index(pair[1].place), pair[1].order))


def arranged(request: HttpRequest) -> Boxes:
    """The boxes the person wants to see, in their own order; in the house's where that cannot be told now."""
    boxes = house_order()
    for name, arrange in start_arrangers:
        try:
            boxes = arrange(request, boxes)
        except Exception:
            _note(name)
    return boxes


def draw(boxes: Iterable[tuple[str, Widget]], place: str, context: Context) -> SafeString:
    """The boxes of one place as HTML.

    What goes wrong in a box, when it asks or when it draws, is logged and noted for the health page; in its place
    stands a sentence that says so. Requests run in autocommit, so that a question that fails in the database harms
    nothing after it; where a request is one transaction each box gets a savepoint.

    Args:
        boxes: of all places, in order.
        place: one of WidgetPlace.
        context: the page's own.
    """
    within = transaction.atomic if connection.settings_dict["ATOMIC_REQUESTS"] else nullcontext
    drawn = [_drawn(key, box, context, within) for key, box in boxes if box.place == place]
    return mark_safe("".join(drawn))  # noqa: S308 # nosec B308 B703 - templates' own output


def failures() -> dict[str, object]:
    """Which boxes have failed within the hour, on any site, and when last; for the health page."""
    found = caches["deployment"].get_many([_key(name) for name, _box in start_widgets])
    return {"failed": {key.removeprefix(_key("")): at for key, at in found.items()}}


def _drawn(key: str, box: Widget, context: Context, within: Callable[[], AbstractContextManager[object]]) -> str:
    request = context["request"]
    try:
        with within():
            extra = box.context(request) if box.meant_for(request) else None
            if extra is None:
                return ""
            if extra.pop("fresh", not box.kept):
                return _filled(box.template, extra, context)
            holes = extra.pop("holes", {})
            assert isinstance(holes, dict)
            return kept_html(box.template, {"extra": extra}, holes)
    except Exception:
        _note(key)
    return _filled(FALLBACK, {"title": box.title}, context)


def _filled(template: str, extra: dict[str, object], context: Context) -> str:
    # The page's own names stand in the context already: nothing is asked again for each box.
    with context.push(extra=extra):
        return str(get_template(template).template.render(context))  # type: ignore[attr-defined]


def _note(key: str) -> None:
    log.exception("a box of the start page failed", extra={"box": key})
    try:
        caches["deployment"].set(_key(key), clock.now().isoformat(timespec="seconds"), REMEMBER_SECONDS)
    except Exception:
        log.warning("the failure of a box could not be noted", extra={"box": key})


def _key(name: str) -> str:
    return f"start_box_failed:{name}"
