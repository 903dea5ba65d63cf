"""Small faults of Wagtail's, mended where they stand until a release does it."""

from typing import Any

from wagtail.admin.forms.choosers import URLOrAbsolutePathField


def mend_wagtail() -> None:
    """A link form sent without its address is a form with an error, not a server error (Wagtail 8.0.1)."""
    original = URLOrAbsolutePathField.to_python

    def to_python(self: Any, value: str | None) -> Any:
        return original(self, value or "")

    URLOrAbsolutePathField.to_python = to_python
