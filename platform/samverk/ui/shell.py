"""What the layouts need to know about a page: one frozen value, `shell`, in the template context.

A context processor of a higher room fills it; the layouts read nothing else.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class ShellSite:
    """The site the person is on. `kind` is municipality, cooperation, template, sandbox or operator."""

    name: str
    kind_label: str
    mark: str
    logo_url: str | None = None
    accent_name: str = ""
    is_cooperation: bool = False
    kind: str = "municipality"
    home_url: str = "/"

    @property
    def shape(self) -> str:
        """The outline of the site's mark: it tells the kind of site without words."""
        return "cooperation" if self.is_cooperation else self.kind


@dataclass(frozen=True, slots=True)
class NavItem:
    """One target of the main navigation."""

    TELLS_ITSELF: ClassVar[bool] = True

    label: str
    url: str
    icon: str
    current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class ShellPerson:
    """The person who is signed in, and for whom they act."""

    name: str
    initials: str
    title: str = ""
    acting_for: str = ""
    capacity_label: str = ""
    me_url: str = ""
    sign_ins_url: str = ""


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A site the person may go to. `colour` is the site's colour as #rrggbb, if it is known."""

    name: str
    kind_label: str
    url: str
    current: bool = False
    mark: str = ""
    kind: str = "municipality"
    colour: str = ""


@dataclass(frozen=True, slots=True)
class SupportBand:
    """Said on every page to somebody who is here for support: until when, and the way out."""

    until: datetime
    end_url: str


@dataclass(frozen=True, slots=True)
class SandboxBand:
    """Said on every page of a sandbox: since when it is as it is, and where it is left and made anew."""

    since: datetime
    url: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language the person may choose, named in that language."""

    code: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around the content of a page.

    `alarms` is drawn by the room that knows them, above everything else. `scheme` is "" (as the device says), "light"
    or "dark". An empty address hides what would lead there. `nav_more` stands in the rail, and behind "Mer" in the bar
    under the thumb.
    """

    TELLS_ITSELF: ClassVar[bool] = True

    site: ShellSite
    theme_url: str = ""
    nav: tuple[NavItem, ...] = ()
    nav_more: tuple[NavItem, ...] = ()
    person: ShellPerson | None = None
    sites: tuple[SiteLink, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    scheme: str = ""
    demo: bool = False
    sandbox: SandboxBand | None = None
    signout_url: str = ""
    language_url: str = ""
    scheme_url: str = ""
    version: str = ""
    editor_url: str | None = None
    administration_url: str | None = None
    maintains: bool = False
    support: SupportBand | None = None
    search_url: str = ""
    inbox_url: str = ""
    manifest_url: str = ""
    touch_icon_url: str = ""
    alarms: SafeString = field(default_factory=SafeString)
    inbox_unread: int = 0
    signin_url: str = ""

    def of_the_frame(self) -> "Shell":
        """What the kept parts of the frame follow from: without what lies outside them, or stands in them as a hole."""
        return replace(
            self, alarms=SafeString(""), inbox_unread=0, support=None, nav=(), nav_more=(),
            editor_url="yes" if self.editor_url else None,
        )  # fmt: skip
