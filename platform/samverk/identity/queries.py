"""Reads of the people of the active site."""

from django.db.models import Q

from samverk.identity.models import User


def maintainers_to_write_to() -> list[User]:
    """The active site's own system maintainers who have an address; nobody who is here for support. One query."""
    right = {"content_type__app_label": "identity", "codename": "administer_site"}
    through_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    own = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    found = User.objects.filter(through_group | own | Q(is_superuser=True), is_active=True).exclude(email="").distinct()
    return [person for person in found.order_by("pk") if not person.is_support]
