"""What the editor sees of the reach: for how many it stands on top, and who will be told."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from samverk.intranet.targeting.people import reach_of


def _how_many_follow(page: Any) -> int:
    # What tells knows the page, which knows this panel.
    from samverk.intranet.told import how_many_follow

    return how_many_follow(page)


class ReachPanel(Panel):
    """ "Visas överst för 143 av 612", and who is told, as the targets were last saved (anchors 3.3)."""

    class BoundPanel(Panel.BoundPanel):
        """On one page's form."""

        template_name = "intranet/editor/reach.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Adds the numbers."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["reach"] = reach_of(self.instance.targets)
            context["chosen"] = bool(self.instance.targets)
            context["must_read"] = bool(self.instance.must_read)
            context["followers"] = _how_many_follow(self.instance)
            return context
