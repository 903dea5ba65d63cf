"""The group a site appoints those in who may raise an alarm; nobody is in it until somebody is put there."""

from django.utils.translation import gettext_lazy as _

ALARMISTS = "Alarm raisers"
LABELS = {ALARMISTS: _("Larmansvariga")}
