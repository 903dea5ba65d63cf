"""Wagtail's form for documents, which takes only files that are what their names say."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from samverk.intranet.site_settings import DOCUMENT_MB
from samverk.kernel.document_files import is_what_it_says
from tenants.settings.queries import value


class CheckedDocumentForm(BaseDocumentForm):
    """Used wherever a document comes in: one, several at once, and while writing a page."""

    def clean_file(self) -> Any:
        """Ask the content, not only the name; Wagtail's own check of the name has already been.

        Raises:
            ValidationError: when the two do not fit, or the file is larger than the site lets in.
        """
        file = self.cleaned_data["file"]
        limit = value(DOCUMENT_MB)
        if "file" in self.changed_data and file.size > limit * 1024 * 1024:
            raise ValidationError(
                _("Filen är för stor. Den får vara högst %(limit)s MB.") % {"limit": limit}, code="too_large"
            )
        if "file" in self.changed_data and not is_what_it_says(name=file.name, file=file):
            kind = file.name.rpartition(".")[2].upper()
            raise ValidationError(
                _(
                    "Innehållet i filen är inte %(kind)s, fast namnet säger det. Filen kan vara skadad eller ha makron."
                    " Öppna den i programmet du skrev den i, spara den på nytt och ladda upp den igen."
                )
                % {"kind": kind},
                code="content_differs_from_name",
            )
        return file
