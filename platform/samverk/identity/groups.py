"""The groups every site starts with, by their stable names in code."""

from django.utils.translation import gettext_lazy as _

EDITORS = "Editors"
MODERATORS = "Moderators"
SYSTEM_MAINTAINERS = "System maintainers"
AUDITORS = "Auditors"
#: On the operator's own site only.
OPERATORS = "Operators"
PROTECTORS = "Identity protectors"

GROUP_LABELS = {
    EDITORS: _("Redaktörer"),
    MODERATORS: _("Granskare"),
    SYSTEM_MAINTAINERS: _("Systemförvaltare"),
    AUDITORS: _("Loggranskare"),
    OPERATORS: _("Driftansvariga"),
    PROTECTORS: _("Handläggare för skyddade personuppgifter"),
}
