"""The parts of a page's frame that are drawn once and then kept: the top bar, and the rail.

Both follow from the `Shell` alone, and what they follow from is their key: the whole value, answered anew in each
request, digested. A right taken away, another name, a page further on in the menu is another key, so nothing needs to
be forgotten and nothing stale can be shown. What differs from page to page stands as a hole in what is kept.
"""

import functools
import hashlib
from copy import copy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Engine
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samverk.kernel.near_cache import keep_values, near_values
from samverk.ui.shell import Shell

#: No text of the house can hold these: PostgreSQL stores no NUL, and no address has one.
TOKEN, NEXT, EDIT, INBOX = "\0token\0", "\0next\0", "\0edit\0", "\0inbox\0"
KEEP_SECONDS = 900
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
        editor_url=EDIT if shell.editor_url else None,
    )  # fmt: skip
    menu = (shell.nav, shell.nav_more)
    wanted = {_TOP: _key(_TOP, calm), _NAV: _key(_NAV, menu)}
    keys = [key for key in wanted.values() if key]
    kept = near_values(keys)
    missing = {template: key for template, key in wanted.items() if key not in kept}
    drawn = {template: _drawn(template, calm if template == _TOP else shell) for template in missing}
    fresh = {key: drawn[template] for template, key in missing.items() if key}
    keep_values(fresh, KEEP_SECONDS)
    top, nav = (drawn.get(template) or kept[key] for template, key in wanted.items())
    filled = (
        top.replace(TOKEN, conditional_escape(token))
        .replace(NEXT, conditional_escape(here))
        .replace(EDIT, conditional_escape(shell.editor_url or ""))
        .replace(INBOX, _inbox(shell.inbox_unread))
    )
    return Frame(mark_safe(filled), mark_safe(nav))  # nosec B308 B703 - our own templates' output


def _key(template: str, of: object) -> str:
    """Empty for what does not tell its content in words, which is drawn each time."""
    told = repr(of)
    if settings.DEBUG or " object at 0x" in told:
        return ""
    text = f"{template}|{get_language()}|{_edition()}|{told}"
    return f"ui:frame:{hashlib.sha256(text.encode()).hexdigest()}"


@functools.cache
def _edition() -> str:
    """Changes with the templates, the catalogue and the icons' address: a new release keeps nothing of the old one."""
    digest = hashlib.sha256(staticfiles_storage.url("ui/samverk.css").encode())
    folder = Path(__file__).parent
    components = ("avatar", "badge", "site_mark", "site_switcher")
    files = [*(folder / "templates/ui/layouts").glob("*.html"), folder / "icons.py", Path(__file__)]
    for file in sorted([*files, *(folder / f"components/{name}/{name}.html" for name in components)]):
        digest.update(file.read_bytes())
    for catalogue in sorted((folder.parent / "locale").glob("*/LC_MESSAGES/django.po")):
        digest.update(catalogue.read_bytes())
    return digest.hexdigest()[:16]


def _drawn(template: str, shell: Shell) -> str:
    holes = {"csrf_token": TOKEN, "request": SimpleNamespace(get_full_path=NEXT), "inbox": mark_safe(INBOX)}  # nosec B308 B703
    values: dict[str, Any] = {"shell": shell, **holes}
    return str(Engine.get_default().get_template(template).render(Context(values)))


def _inbox(unread: int) -> str:
    if not unread:
        return format_html('<span class="sv-hidden">{}</span>', _("Inkorg"))
    told = ngettext("Inkorg: %(count)s oläst", "Inkorg: %(count)s olästa", unread) % {"count": unread}
    return format_html(
        '<span class="count" aria-hidden="true">{}</span><span class="sv-hidden">{}</span>',
        "99+" if unread > 99 else unread,
        told,
    )
