"""Who may invite guests from the start."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import EDITORS, MODERATORS, SYSTEM_MAINTAINERS


def let_some_invite() -> None:
    """Editors, reviewers and system maintainers; changes nothing the second time."""
    right = Permission.objects.filter(content_type__app_label="identity", codename="invite_guests")
    for name in (EDITORS, MODERATORS, SYSTEM_MAINTAINERS):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*right)
