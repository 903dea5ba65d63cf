"""What the system maintainers of every site may do."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import MODERATORS, SYSTEM_MAINTAINERS


def give_maintainers_their_rights() -> None:
    """People, the site's administration, and what moderators may; changes nothing the second time."""
    maintainers, _created = Group.objects.get_or_create(name=SYSTEM_MAINTAINERS)
    wanted = ["view_user", "change_user", "administer_site"]
    maintainers.permissions.add(
        *Permission.objects.filter(content_type__app_label="identity", codename__in=wanted),
        *Permission.objects.filter(group__name=MODERATORS),
    )
