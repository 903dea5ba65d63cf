"""The group that keeps templates: in the model municipality it writes and releases, elsewhere it takes and adapts."""

from django.utils.translation import gettext_lazy as _

TEMPLATE_KEEPERS = "Template keepers"
LABELS = {TEMPLATE_KEEPERS: _("Mallansvariga")}
