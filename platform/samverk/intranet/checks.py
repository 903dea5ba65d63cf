"""Rules about settings that `manage.py check` keeps."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from samverk.kernel.document_files import CHECKS


@register(Tags.security)
def every_kind_of_document_is_checked(app_configs: Any, **kwargs: Any) -> list[Error]:
    """An extension that is let in without a look at the content would be let in as anything."""
    unknown = sorted(set(settings.WAGTAILDOCS_EXTENSIONS) - set(CHECKS))
    if not unknown:
        return []
    return [
        Error(
            f"WAGTAILDOCS_EXTENSIONS lets in {', '.join(unknown)}, whose content nobody checks.",
            hint="Add a check to samverk.kernel.document_files.CHECKS.",
            id="intranet.E001",
        )
    ]
