"""The icons: drawn for this product on a 24 grid, stroke 1.75, round ends.

They are written into the page, not fetched: an icon is about 200 bytes before compression, and a page needs
no second request, no flash and no extra source in the content security policy.
"""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES: dict[str, str] = {
    "home": '<path d="M4 11.2 12 4.5l8 6.7"/><path d="M6 9.8V19a.8.8 0 0 0 .8.8h10.4a.8.8 0 0 0 .8-.8V9.8"/>'
    '<path d="M10 19.6v-5.1h4v5.1"/>',
    "news": '<path d="M4 6.2A1.2 1.2 0 0 1 5.2 5h10.6A1.2 1.2 0 0 1 17 6.2V18a1.5 1.5 0 0 0 3 0V9.5"/>'
    '<path d="M18.5 19.5h-13A1.5 1.5 0 0 1 4 18V6.2"/><path d="M7.5 9h6M7.5 12.5h6M7.5 16H11"/>',
    "rooms": '<rect x="4" y="4" width="7" height="9" rx="1.4"/><rect x="13" y="11" width="7" height="9" '
    'rx="1.4"/>'
    '<path d="M14.5 4H20v4.5M4 16v2.6A1.4 1.4 0 0 0 5.4 20H9"/>',
    "people": '<circle cx="9" cy="8.2" r="3.4"/><path d="M3 19.4c.5-3.4 2.8-5.3 6-5.3s5.5 1.9 6 5.3"/>'
    '<path d="M15.6 5.2a3.2 3.2 0 0 1 0 6"/><path d="M17.6 14.6c1.9.7 3.1 2.3 3.4 4.8"/>',
    "more": '<circle cx="5.5" cy="12" r="1.3"/><circle cx="12" cy="12" r="1.3"/><circle cx="18.5" cy="12" r="1.3"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h10"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.5 15.5 4.5 4.5"/>',
    "inbox": '<path d="M4 13.5 6.6 5.6a.9.9 0 0 1 .9-.6h9a.9.9 0 0 1 .9.6L20 13.5V18a1.2 1.2 0 0 1-1.2 '
    '1.2H5.2A1.2 1.2 0 0 1 4 18z"/><path d="M4 13.5h4.5a3.5 3.5 0 0 0 7 0H20"/>',
    "switch": '<path d="M4 8.5h15M15.5 5 19 8.5 15.5 12"/><path d="M20 15.5H5M8.5 12 5 15.5 8.5 19"/>',
    "user": '<circle cx="12" cy="8" r="3.8"/><path d="M4.8 20c.6-4 3.3-6.2 7.2-6.2s6.6 2.2 7.2 6.2"/>',
    "logout": '<path d="M13.5 4.5H6.2A1.2 1.2 0 0 0 5 5.7v12.6a1.2 1.2 0 0 0 1.2 1.2h7.3"/>'
    '<path d="M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
    "edit": '<path d="m5 19 .9-4.1L15.7 5.1a1.4 1.4 0 0 1 2 0l1.2 1.2a1.4 1.4 0 0 1 0 2L9.1 18.1z"/>'
    '<path d="m13.8 7 3.2 3.2"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="1.6"/><path d="M4 10h16M8.5 3.5v4M15.5 '
    '3.5v4M8 14h2M14 14h2"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "document": '<path d="M6 4.5h7.5L18 9v10.5H6z"/><path d="M13.5 4.5V9H18M9 13h6M9 16.5h4"/>',
    "guide": '<path d="M12 6.8C10.3 5.5 7.9 5 4.5 5v12.8c3.4 0 5.8.5 7.5 1.8 1.7-1.3 4.1-1.8 7.5-1.8V5'
    'c-3.4 0-5.8.5-7.5 1.8z"/><path d="M12 6.8v12.8"/>',
    "organisation": '<rect x="9" y="4" width="6" height="4.5" rx="1"/><rect x="3.5" y="15.5" width="6" '
    'height="4.5" '
    'rx="1"/><rect x="14.5" y="15.5" width="6" height="4.5" rx="1"/><path d="M12 8.5V12M6.5 '
    '15.5V12h11v3.5"/>',
    "building": '<path d="M5 20V5.5h9V20M14 10h5v10M3.5 20h17"/><path d="M8 9h3M8 12.5h3M8 16h3"/>',
    "chevron-right": '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
    "chevron-left": '<path d="M14.5 5.5 8 12l6.5 6.5"/>',
    "chevron-up": '<path d="M5.5 14.5 12 8l6.5 6.5"/>',
    "chevron-down": '<path d="m5.5 9.5 6.5 6.5 6.5-6.5"/>',
    "arrow-right": '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
    "check": '<path d="m5 12.8 4.6 4.7L19 7.5"/>',
    "success": '<circle cx="12" cy="12" r="8.2"/><path d="m8.3 12.3 2.6 2.6 4.9-5.3"/>',
    "warning": '<path d="M12 4.5 20.5 19h-17z"/><path d="M12 10v4"/><path d="M12 16.6v.2"/>',
    "danger": '<path d="M8.6 3.8h6.8l4.8 4.8v6.8l-4.8 4.8H8.6l-4.8-4.8V8.6z"/><path d="M12 8v4.8"/>'
    '<path d="M12 15.9v.2"/>',
    "info": '<circle cx="12" cy="12" r="8.2"/><path d="M12 11.2v5"/><path d="M12 8v.2"/>',
    "lock": '<rect x="5.5" y="10.5" width="13" height="9.5" rx="1.6"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 '
    '0v2.5M12 14.5v1.8"/>',
    "globe": '<circle cx="12" cy="12" r="8.2"/><path d="M3.8 12h16.4M12 3.8c2.4 2.3 3.6 5 3.6 8.2s-1.2 5.9'
    '-3.6 8.2c-2.4-2.3-3.6-5-3.6-8.2s1.2-5.9 3.6-8.2z"/>',
    "external": '<path d="M10 5.5H6.2A1.2 1.2 0 0 0 5 6.7v11.1A1.2 1.2 0 0 0 6.2 19h11.1a1.2 1.2 0 0 0 '
    '1.2-1.2V14"/><path d="M13.5 4.5h6v6M19 5l-8.5 8.5"/>',
    "moon": '<path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"/>',
    "sun": '<circle cx="12" cy="12" r="3.8"/><path d="M12 3.5v2M12 18.5v2M3.5 12h2M18.5 12h2M6 6l1.4 '
    "1.4M16.6 "
    '16.6 18 18M18 6l-1.4 1.4M7.4 16.6 6 18"/>',
    "device": '<rect x="3.5" y="5" width="17" height="11" rx="1.4"/><path d="M9 19.5h6M12 16v3.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "flag": '<path d="M6 20.5V4.5"/><path d="M6 5.2c4-2 7.5 2 12.5.2v8.4c-5 1.8-8.5-2.2-12.5-.2"/>',
    "mail": '<rect x="3.8" y="5.5" width="16.4" height="13" rx="1.6"/><path d="m4.5 7.5 7.5 5.7 7.5-5.7"/>',
    "phone": '<path d="M6.2 4.5h2.9l1.5 4-1.9 1.4a11 11 0 0 0 5.4 5.4l1.4-1.9 4 1.5v2.9a1.7 1.7 0 0 1-1.8 '
    '1.7C10.7 19 5 13.3 4.5 6.3a1.7 1.7 0 0 1 1.7-1.8z"/>',
    "download": '<path d="M12 4.5v10.5M7.5 11l4.5 4.5L16.5 11"/><path d="M5 19.5h14"/>',
    "print": '<path d="M7.5 9V4.5h9V9"/><rect x="4" y="9" width="16" height="7.5" rx="1.4"/>'
    '<path d="M7.5 14h9v5.5h-9z"/>',
    "pin": '<path d="M12 20.5s6-5.6 6-10.3a6 6 0 0 0-12 0c0 4.7 6 10.3 6 10.3z"/><circle cx="12" cy="10.2" r="2"/>',
    "key": '<circle cx="8" cy="15.5" r="3.7"/><path d="m10.7 12.9 8.3-8.4M15.5 8l3 3"/>',
    "star": '<path d="m12 4.3 2.4 5 5.4.7-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.7z"/>',
    "settings": '<path d="M4 7.5h8M18 7.5h2M4 16.5h2M12 16.5h8"/><circle cx="15" cy="7.5" r="2.6"/>'
    '<circle cx="9" cy="16.5" r="2.6"/>',
    "palette": '<path d="M12 4a8 8 0 1 0 0 16c1.5 0 2-1 1.6-2.1-.5-1.4.3-2.6 1.8-2.6h1.8c1.7 0 2.8-1.2 2.8-3'
    'C20 7.6 16.4 4 12 4z"/>'
    '<path d="M8 10.2v.2M11.4 7.8v.2M15.4 9v.2M7.8 14v.2"/>',
    "comment": '<path d="M5 5.5h14A1.5 1.5 0 0 1 20.5 7v8.5A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5'
    'V7A1.5 1.5 0 0 1 5 5.5z"/><path d="M8 10h8M8 13h5"/>',
    "feed": '<path d="M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-7l-4.5 3.6V16H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z"/>'
    '<path d="M8 9h8M8 12.2h5"/>',
    "heart": '<path d="M12 19.5S4.3 15 4.3 9.6A4 4 0 0 1 12 8a4 4 0 0 1 7.7 1.6C19.7 15 12 19.5 12 19.5z"/>',
    "thumb": '<path d="M4.5 11h3v8.5h-3z"/><path d="M7.5 11.5 11 4.5c1.4 0 2.3 1 2.1 2.4L12.6 10h5.2a1.7 1.7 0 0 1 1.7 '
    '2l-1 6a1.8 1.8 0 0 1-1.8 1.5H7.5"/>',
    "question": '<circle cx="12" cy="12" r="8.2"/><path d="M9.6 9.6a2.5 2.5 0 1 1 3.5 2.5c-.8.4-1.1.9-1.1 1.7"/>'
    '<path d="M12 16.4v.2"/>',
    "empty": '<path d="M4.5 9.5 12 5.5l7.5 4v6L12 19.5l-7.5-4z"/><path d="m4.5 9.5 7.5 4 7.5-4M12 13.5v6"/>',
}


class IconError(LookupError):
    """There is no icon with that name."""


@cache
def _drawing(name: str) -> SafeString:
    if name not in SHAPES:
        raise IconError(name)
    # The shapes are constants of this module: nothing from outside can reach this string.
    return mark_safe(  # nosec B308 B703 - our own markup
        f'<svg class="sv-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{SHAPES[name]}</svg>'
    )


def svg(name: str, *, label: str = "") -> SafeString:
    """Return an icon as SVG; with a label it is an image of its own, otherwise decoration.

    Raises IconError when there is no icon with that name.
    """
    drawing = _drawing(name)
    if not label:
        return drawing
    return format_html(
        '<span class="sv-icon-label" role="img" aria-label="{}">{}</span>',
        label,
        drawing,
    )
