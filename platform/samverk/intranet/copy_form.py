"""The form that copies a page."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm

from samverk.intranet.holds import Held, require_room


class RoomyCopyForm(CopyForm):
    """A copy is put only where there is room for a page of its type (TP-12)."""

    def clean(self) -> dict[str, Any]:
        """Ask the page the copy would lie beneath."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        try:
            require_room(parent, self.page.specific_class)
        except Held as error:
            self.add_error("new_parent_page", error)
        return cleaned
