"""What the editor meets first in Wagtail's admin: what to do, and what is not finished."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from samverk.intranet import queries
from samverk.intranet.access import may_write_news

DRAFTS_SHOWN = 10


class FirstSteps(Component):
    """Write a piece of news, see the pages, go back to the intranet."""

    name = "first_steps"
    template_name = "intranet/editor/first_steps.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Only what this person may do."""
        return {"may_write_news": may_write_news(parent_context["request"].user), "start": queries.start_page()}


class MyDrafts(Component):
    """Pages of mine that say something else than what is published."""

    name = "my_drafts"
    template_name = "intranet/editor/my_drafts.html"
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The newest first; the heading is a variable because Wagtail's panel wants it as an argument."""
        drafts = queries.drafts_of(parent_context["request"].user, DRAFTS_SHOWN)
        return {"drafts": drafts, "heading": _("Dina utkast"), "request": parent_context["request"]}
