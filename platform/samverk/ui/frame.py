"""The parts of a page's frame that are drawn once and then kept: top bar, rail and what the foot says.

Each follows from the `Shell` alone, which is answered anew in each request. A right taken away, another name, a page
further on in the menu is another key, so nothing needs to be forgotten and nothing stale can be shown. What differs
from page to page stands as a hole in what is kept.
"""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.kernel.kept_html import kept_html
from samverk.ui.shell import Shell

_AROUND, _NAV = "ui/layouts/_around.html", "ui/layouts/_nav.html"
#: Between the parts that are kept as one text; no text of the house can hold it.
_CUT = mark_safe("\0")  # nosec B308 B703


class Frame(NamedTuple):
    """As HTML, ready for the page."""

    demo: SafeString
    top: SafeString
    foot: SafeString
    end: SafeString
    nav: SafeString


def frame_of(shell: Shell, *, token: str, here: str) -> Frame:
    """The frame for this page; drawn only when nobody has seen the same lately.

    Args:
        shell: everything the frame shows.
        token: of this request's forms.
        here: the page's own address, where the forms of the frame lead back to.
    """
    holes = {
        "csrf_token": token,
        "here": here,
        "edit": shell.editor_url or "",
        "inbox": _inbox(shell.inbox_unread),
        "cut": _CUT,
    }
    around = kept_html(_AROUND, {"shell": shell.of_the_frame()}, holes)
    demo, top, foot, end = (mark_safe(part) for part in around.split(_CUT))  # nosec B308 B703 - our own template's
    nav = kept_html(_NAV, {"nav": shell.nav, "nav_more": shell.nav_more})
    return Frame(demo=demo, top=top, foot=foot, end=end, nav=nav)


def _inbox(unread: int) -> str:
    if not unread:
        return format_html('<span class="sv-hidden">{}</span>', _("Inkorg"))
    told = ngettext("Inkorg: %(count)s oläst", "Inkorg: %(count)s olästa", unread) % {"count": unread}
    return format_html(
        '<span class="count" aria-hidden="true">{}</span><span class="sv-hidden">{}</span>',
        "99+" if unread > 99 else unread,
        told,
    )
