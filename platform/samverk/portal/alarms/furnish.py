"""The group a site appoints those in who may raise an alarm."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

ALARMISTS = "Alarm raisers"
LABELS = {ALARMISTS: _("Larmansvariga")}


def give_alarmists_their_right() -> None:
    """Make the group with its one right, and nobody in it; changes nothing the second time."""
    group, _created = Group.objects.get_or_create(name=ALARMISTS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="portal", codename="raise_banner"))
