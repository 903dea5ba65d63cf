"""Reads about people, for every room."""

from django.db.models import Q, QuerySet

from samverk.identity.access import is_person
from samverk.identity.models import INTERNAL, User
from samverk.identity.protection.access import may_protect


def visible_people(viewer: object) -> QuerySet[User]:
    """Whom the viewer may find, choose or count: everybody but those whose identity is protected (LAW-24).

    Args:
        viewer: who looks; those who protect see all, and everybody sees themselves.
    """
    people = User.objects.all()
    if may_protect(viewer):
        return people
    return people.filter(Q(is_protected=False) | Q(pk=viewer.pk if is_person(viewer) else None))


def search_people(*, viewer: object, text: str, count: int = 20, internal: bool = False) -> list[User]:
    """Active people by part of name, user name or title, for forms where one chooses somebody; one query.

    Args:
        viewer: who looks.
        text: as typed; every word must be found.
        count: at most so many.
        internal: only those who belong to the organisation.
    """
    found = visible_people(viewer).filter(is_active=True)
    if internal:
        found = found.filter(capacity__in=INTERNAL)
    for word in text.split():
        found = found.filter(
            Q(display_name__icontains=word)
            | Q(username__icontains=word)
            | Q(title__icontains=word)
            | (Q(sealed__display_name__icontains=word) if may_protect(viewer) else Q(pk=None))
        )
    return list(found.order_by("display_name", "pk")[:count]) if text.split() else []


def maintainers_to_write_to() -> list[User]:
    """The active site's own system maintainers who have an address; nobody who is here for support. One query."""
    right = {"content_type__app_label": "identity", "codename": "administer_site"}
    through_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    own = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    found = User.objects.filter(through_group | own | Q(is_superuser=True), is_active=True).exclude(email="").distinct()
    return [person for person in found.order_by("pk") if not person.is_support]
