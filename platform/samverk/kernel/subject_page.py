"""What other rooms add to the page about a thing."""

from typing import TYPE_CHECKING

from .registries import subject_parts

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .subjects import Subject


def added_to(request: "HttpRequest", subject: "Subject") -> dict[str, list[str]]:
    """Template variables `in_head` and `below`: safe markup, each in its order.

    Args:
        request: of somebody who may see the thing; the page has asked.
        subject: the thing.
    """
    parts = sorted((each for each in subject_parts.values() if subject.ref.kind in each.kinds), key=lambda p: p.order)
    drawn = [(part.in_head, part.draw(request, subject)) for part in parts]
    return {
        "in_head": [html for in_head, html in drawn if html and in_head],
        "below": [html for in_head, html in drawn if html and not in_head],
    }
