"""What the editor sees of the reach: for how many it stands on top."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from samverk.intranet.targeting.people import reach_of


class ReachPanel(Panel):
    """ "Visas överst för 143 av 612", as the targets were last saved."""

    class BoundPanel(Panel.BoundPanel):
        """On one page's form."""

        template_name = "intranet/editor/reach.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Adds the numbers."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["reach"] = reach_of(self.instance.targets)
            context["chosen"] = bool(self.instance.targets)
            return context
