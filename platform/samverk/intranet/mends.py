"""Small faults of Wagtail's, mended where they stand until a release does it."""

from typing import Any

from django.core.paginator import Page, Paginator
from wagtail.admin.forms.choosers import URLOrAbsolutePathField


def mend_wagtail() -> None:
    """All of them; each is told with the release it was seen in."""
    _mend_link_form()
    _mend_pages_of_a_workflow()


def _mend_pages_of_a_workflow() -> None:
    """A number of a page that is not there leads to the last one, not to a server error (Wagtail 8.0.1)."""
    from wagtail.admin.views.workflows import Edit
    from wagtail.models import Page as CmsPage

    def get_paginated_pages(self: Any) -> Page[CmsPage]:
        pages = CmsPage.objects.filter(workflowpage__workflow=self.get_object()).order_by("path")
        found: Page[CmsPage] = Paginator(pages, self.MAX_PAGES).get_page(self.request.GET.get("p", 1))
        return found

    Edit.get_paginated_pages = get_paginated_pages


def _mend_link_form() -> None:
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
