"""The group on the operator's own site whose people run the sites."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import OPERATORS
from samverk.identity.models import INTERNAL, User

RIGHT = ("identity", "administer_site")


def give_operators_their_right() -> None:
    """Make the group with its one right, the operator's site active; changes nothing the second time.

    Whoever worked there before there was a group belongs to it from the beginning: they could see every site already.
    """
    group, made = Group.objects.get_or_create(name=OPERATORS)
    if not made:
        return
    label, codename = RIGHT
    group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    group.user_set.add(*User.objects.filter(is_active=True, capacity__in=INTERNAL))
