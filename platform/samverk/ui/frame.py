"""The parts of a page's frame that are drawn once and then kept: head, top bar and rail.

Each follows from the `Shell` alone, which is answered anew in each request. A right taken away, another name, a page
further on in the menu is another key, so nothing needs to be forgotten and nothing stale can be shown. What differs
from page to page stands as a hole in what is kept.
"""

from copy import copy
from dataclasses import replace
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.kernel.kept_html import kept_html
from samverk.ui.shell import Shell

_TOP, _NAV = "ui/layouts/_top.html", "ui/layouts/_nav.html"


class Frame(NamedTuple):
    """Top bar and rail as HTML, ready for the page."""

    top: SafeString
    nav: SafeString


def frame_of(shell: Shell, *, token: str, here: str) -> Frame:
    """The frame for this page; drawn only when nobody has seen the same lately.

    Args:
        shell: everything the frame shows.
        token: of this request's forms.
        here: the page's own address, where the forms of the frame lead back to.
    """
    # The context's is lazy, and a copy of a lazy one that has been asked is the value itself.
    shell = copy(shell) if shell.site else shell
    # What lies outside the two parts, or differs from page to page, is no part of what they follow from.
    calm = replace(
        shell, alarms=SafeString(), inbox_unread=0, support=None, footer_links=(), nav=(), nav_more=(),
        editor_url="yes" if shell.editor_url else None,
    )  # fmt: skip
    holes = {
        "csrf_token": token,
        "here": here,
        "edit": shell.editor_url or "",
        "inbox": _inbox(shell.inbox_unread),
    }
    return Frame(
        top=kept_html(_TOP, {"shell": calm}, holes),
        nav=kept_html(_NAV, {"nav": shell.nav, "nav_more": shell.nav_more}),
    )


def _inbox(unread: int) -> str:
    if not unread:
        return format_html('<span class="sv-hidden">{}</span>', _("Inkorg"))
    told = ngettext("Inkorg: %(count)s oläst", "Inkorg: %(count)s olästa", unread) % {"count": unread}
    return format_html(
        '<span class="count" aria-hidden="true">{}</span><span class="sv-hidden">{}</span>',
        "99+" if unread > 99 else unread,
        told,
    )
