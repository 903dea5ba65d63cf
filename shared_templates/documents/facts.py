"""What stands above a document: what it is written after, who sent it to whom, how long it is kept."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shared_templates.documents.models import Document


def facts_of(document: Document) -> list[tuple[str, str]]:
    """Label and words, in order; what does not apply is left out."""
    told = {
        "code": document.template_code,
        "title": document.template_title,
        "version": document.template_version,
    }
    found = [(_("Mall"), _("%(code)s %(title)s, version %(version)s") % told)]
    if document.corrects is not None and document.corrects.sent_at is not None:
        told = {
            "title": document.corrects.title,
            "day": date_format(localtime(document.corrects.sent_at), "j F Y"),
            "hash": document.corrects.content_hash[:12],
        }
        found.append((_("Rättar"), _("%(title)s, skickat %(day)s (%(hash)s)") % told))
    if document.sent_at is not None:
        found.append((_("Skickat"), date_format(localtime(document.sent_at), "DATETIME_FORMAT")))
        found.append((_("Av"), document.sent_by))
        found.append((_("Till"), ", ".join(name for _sort, _uuid, name in document.sent_to)))
    if document.retention:
        found.append((_("Bevaras eller gallras"), document.retention))
    return found


def facts_of_file(document: Document) -> list[tuple[str, str]]:
    """The same with what tells whether the text is the one that was sent."""
    return [*facts_of(document), (_("Kontrollsumma"), document.content_hash)]
