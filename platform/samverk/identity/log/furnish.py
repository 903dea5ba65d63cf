"""The group a site appoints its auditors in."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import AUDITORS


def give_auditors_their_right() -> None:
    """Make the group with its one right; changes nothing the second time."""
    group, _created = Group.objects.get_or_create(name=AUDITORS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="kernel", codename="view_auditentry"))
