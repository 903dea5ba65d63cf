"""Who moderates from the start."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import MODERATORS, SYSTEM_MAINTAINERS


def let_some_moderate() -> None:
    """Reviewers and system maintainers; changes nothing the second time."""
    right = Permission.objects.filter(content_type__app_label="social_talk", codename="moderate")
    for name in (MODERATORS, SYSTEM_MAINTAINERS):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*right)
