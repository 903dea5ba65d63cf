"""The way back from a page below another."""

from django.urls import reverse
from django.utils.translation import gettext as _


def administration_trail(*steps: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way to a page below the administration, which stands in a higher room and is known by its name only.

    Args:
        steps: each a (label, address) between the administration and here; the last is the page's own label.
    """
    above = [{"label": _("Administration"), "url": reverse("portal:administration")}]
    for step in steps:
        label, url = (step, "") if isinstance(step, str) else step
        above.append({"label": label, "url": url})
    return above
