"""Days of sources in templates."""

from datetime import date

from django import template

register = template.Library()


@register.filter
def as_day(text: str) -> date | None:
    """A day as it was kept (2026-11-22); None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
