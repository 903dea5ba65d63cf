"""Small faults of Wagtail's, mended where they stand until a release does it."""

from typing import Any

from wagtail.admin.forms.choosers import URLOrAbsolutePathField


def mend_wagtail() -> None:
    """A link form sent without its address is a form with an error, not a server error (Wagtail 8.0.1)."""
    original = URLOrAbsolutePathField.to_python

    def to_python(self: Any, value: str | None) -> Any:
        return original(self, value or "")

    URLOrAbsolutePathField.to_python = to_python


def offer_no_bulk_actions_on_people() -> None:
    """Wagtail's lists of people can close many accounts, or give them a group, at once and past every rule of ours.

    Accounts and groups are changed in the administration, where the last maintainer is kept and the log tells.
    """
    from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

    for action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
        action.models = []
