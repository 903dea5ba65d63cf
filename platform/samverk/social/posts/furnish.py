"""Who manages posts from the start."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import EDITORS, MODERATORS


def give_moderators_and_editors_their_rights() -> None:
    """Moderators manage posts, editors and moderators say what is official; changes nothing the second time."""
    rights = {EDITORS: ("mark_official",), MODERATORS: ("manage_posts", "mark_official")}
    for name, codenames in rights.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="social_posts", codename__in=codenames)
        )
