"""What a group may do with pages and files, in sentences; the administration's pages about groups show them."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PAGES = {
    "add_page": gettext_lazy("Skapa sidor under ”%(place)s”, och ändra sina egna."),
    "change_page": gettext_lazy("Ändra sidor i ”%(place)s”."),
    "publish_page": gettext_lazy("Publicera sidor i ”%(place)s”, och bestämma vem som får se dem."),
    "bulk_delete_page": gettext_lazy("Ta bort sidor med undersidor i ”%(place)s”."),
    "lock_page": gettext_lazy("Låsa sidor i ”%(place)s”."),
    "unlock_page": gettext_lazy("Låsa upp sidor i ”%(place)s”."),
}
_FILES = {
    "add_document": gettext_lazy("Lägga upp dokument i samlingen ”%(place)s”, och ändra sina egna."),
    "change_document": gettext_lazy("Ändra dokument i samlingen ”%(place)s”."),
    "delete_document": gettext_lazy("Ta bort dokument i samlingen ”%(place)s”."),
    "choose_document": gettext_lazy("Välja dokument ur samlingen ”%(place)s”."),
    "add_picture": gettext_lazy("Lägga upp bilder i samlingen ”%(place)s”, och ändra sina egna."),
    "change_picture": gettext_lazy("Ändra bilder i samlingen ”%(place)s”."),
    "delete_picture": gettext_lazy("Ta bort bilder i samlingen ”%(place)s”."),
    "choose_picture": gettext_lazy("Välja bilder ur samlingen ”%(place)s”."),
    "add_image": gettext_lazy("Lägga upp bilder i samlingen ”%(place)s”, och ändra sina egna."),
    "change_image": gettext_lazy("Ändra bilder i samlingen ”%(place)s”."),
    "choose_image": gettext_lazy("Välja bilder ur samlingen ”%(place)s”."),
    "add_collection": gettext_lazy("Skapa samlingar i ”%(place)s”."),
    "change_collection": gettext_lazy("Ändra samlingar i ”%(place)s”, och bestämma vem som får se dem."),
    "delete_collection": gettext_lazy("Ta bort samlingar i ”%(place)s”."),
}


def say_pages_and_files(group: Group) -> list[str]:
    """Sentences in the order of the tree; four queries."""
    from wagtail.models import (
        CollectionViewRestriction,
        GroupCollectionPermission,
        GroupPagePermission,
        PageViewRestriction,
    )

    pages = GroupPagePermission.objects.filter(group=group).order_by("page__path", "permission")
    told = [
        str(_PAGES[codename]) % {"place": place}
        for codename, place in pages.values_list("permission__codename", "page__title")
        if codename in _PAGES
    ]
    files = GroupCollectionPermission.objects.filter(group=group).order_by("collection__path", "permission")
    told += [
        str(_FILES[codename]) % {"place": place}
        for codename, place in files.values_list("permission__codename", "collection__name")
        if codename in _FILES
    ]
    closed = PageViewRestriction.objects.filter(restriction_type="groups", groups=group).order_by("page__path")
    told += [
        _("Läsa sidan ”%(page)s”, som bara visas för vissa grupper.") % {"page": title}
        for title in closed.values_list("page__title", flat=True)
    ]
    kept = CollectionViewRestriction.objects.filter(restriction_type="groups", groups=group)
    told += [
        _("Öppna filer i samlingen ”%(place)s”, som bara visas för vissa grupper.") % {"place": name}
        for name in kept.order_by("collection__path").values_list("collection__name", flat=True)
    ]
    return list(dict.fromkeys(told))
