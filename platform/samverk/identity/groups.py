"""The groups every site starts with, by their stable names in code."""

from django.utils.translation import gettext_lazy as _

EDITORS = "Editors"
MODERATORS = "Moderators"
SYSTEM_MAINTAINERS = "System maintainers"
AUDITORS = "Auditors"

GROUP_LABELS = {
    EDITORS: _("Redaktörer"),
    MODERATORS: _("Granskare"),
    SYSTEM_MAINTAINERS: _("Systemförvaltare"),
    AUDITORS: _("Logggranskare"),
}
