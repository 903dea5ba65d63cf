"""Made-up values that several samples and the tests share."""

from django.templatetags.static import static

from samverk.ui.shell import LanguageLink, NavItem, Shell, ShellPerson, ShellSite, SiteLink


def picture() -> dict[str, object]:
    """A drawn picture with the same names as a rendition of Wagtail's."""
    return {
        "url": static("ui/sample-landscape.svg"),
        "alt": "Åkrar och ett vattentorn vid Hornborgasjön i morgonljus",
        "width": 960,
        "height": 540,
    }


def sample_shell(*, cooperation: bool = False, scheme: str = "", theme_url: str = "") -> Shell:
    """Return the frame of a page as a signed-in person in Skara, or in the cooperation, would see it.

    Args: whether the site is a cooperation; the colour scheme; the address of the site's theme.
    """
    home = ShellSite("Skara kommun", "Kommun", "S", accent_name="Skara")
    joint = ShellSite("GVS12", "Samverkan", "G12", is_cooperation=True)
    return Shell(
        site=joint if cooperation else home,
        theme_url=theme_url,
        nav=(
            NavItem("Start", "/", "home", True, "start"),
            NavItem("Nyheter", "/nyheter/", "news"),
            NavItem("Rum", "/rum/", "rooms"),
            NavItem("Personer", "/personer/", "people"),
            NavItem("Mer", "/mer/", "more"),
        ),
        person=ShellPerson("Lisa Lundqvist", "LL", "Enhetschef, hemtjänsten", "Skara", "Anställd", "/jag/"),
        sites=(
            SiteLink("Skara kommun", "Kommun", "/", not cooperation, "S", colour="#1f5c4d"),
            SiteLink("GVS12", "Samverkan", "/", cooperation, "G12", "cooperation", "#6b3fa0"),
        ),
        languages=(LanguageLink("sv", "Svenska", True), LanguageLink("en", "English")),
        scheme=scheme,
        demo=True,
        signout_url="/logga-ut/",
        language_url="/sprak/",
        scheme_url="/utseende/",
        version="0.1.0",
        editor_url="/redaktor/",
        search_url="/sok/",
    )
