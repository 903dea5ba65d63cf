"""The group a new site appoints its auditors in."""

from django.contrib.auth.models import Group, Permission

from samverk.identity.groups import AUDITORS
from tenants.models import Tenant


def furnish_auditors(*, tenant: Tenant) -> Group:
    """Make the group with its one right; runs inside the creation of the site, with the site active."""
    group, _created = Group.objects.get_or_create(name=AUDITORS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="kernel", codename="view_auditentry"))
    return group
