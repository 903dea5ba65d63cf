"""The group a site appoints those in who protect identities."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import PROTECTORS


def give_protectors_their_right() -> None:
    """Make the group with its one right and nobody in it; changes nothing the second time."""
    group, _created = Group.objects.get_or_create(name=PROTECTORS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="identity", codename="protect_people"))
