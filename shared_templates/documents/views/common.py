"""What the pages of documents have in common."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.identity.models import User
from shared_templates.documents.access import readable
from shared_templates.documents.keeping import Overtaken
from shared_templates.documents.models import Document
from shared_templates.screens.comparing import Told
from shared_templates.screens.trail import trail_of_items

DRAFT = Told(gettext_lazy("Utkast"), "info", "edit")
SENT = Told(gettext_lazy("Skickat"), "success", "check")
CORRECTED = Told(gettext_lazy("Rättat"), "warning", "warning")


def trail(*steps: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way here from the list of documents."""
    return trail_of_items((_("Projektdokument"), reverse("project_documents:list")), *steps)


def document_or_404(user: User, uuid: UUID) -> Document:
    """A document this person may read.

    Raises:
        Http404: when there is none.
    """
    found = readable(user, uuid)
    if found is None:
        raise Http404
    return found


def draft_or_404(user: User, uuid: UUID) -> Document:
    """A draft this person may write in.

    Raises:
        Http404: when there is none, and when it is sent.
    """
    found = document_or_404(user, uuid)
    if found.is_sent:
        raise Http404
    return found


def overtaken(error: Overtaken) -> str:
    """Who was first, in a sentence."""
    return _(
        "%(who)s hann före och sparade medan du läste. Inget av ditt är sparat än, och allt du skrev finns kvar."
    ) % {"who": error.document.changed_by}
