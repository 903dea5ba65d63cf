"""A model that is another deployment's is not written here (TP-06, docs/decisions/0029)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.catalogue.queries import source_of
from tenants.queries import active_schema


def refuse_to_write_for_another() -> None:
    """Ask before anything of the model is written.

    Raises:
        ValidationError: where this site takes its releases as files, with whose they are.
    """
    source = source_of(active_schema())
    if source:
        raise ValidationError(
            _("Mallen här kommer från %(who)s och ändras där. Nya släpp läses in av driften.") % {"who": source}
        )
