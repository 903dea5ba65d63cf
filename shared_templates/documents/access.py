"""Who writes documents, and who reads them: drafts those who write, what is sent everybody who works here."""

from uuid import UUID

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from shared_templates.documents.models import Document
from shared_templates.documents.queries import document_by_uuid

WRITE = "project_documents.write_documents"


def may_write(user: object) -> bool:
    """Create, write and send documents."""
    return is_person(user) and is_internal(user) and user.has_perm(WRITE)


def require_writer(user: object) -> User:
    """Whoever writes documents.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_write(user)):
        raise Denied(_("Projektdokument skrivs av den lokala projektledaren och andra som har fått den rätten."))
    return user


def require_reader(user: object) -> User:
    """Everybody who belongs to the organisation.

    Raises:
        Denied: for guests and suppliers.
    """
    if not (is_person(user) and is_internal(user)):
        raise Denied(_("Det här är för dem som arbetar här."))
    return user


def readable(user: User, uuid: UUID) -> Document | None:
    """The document, if this person may read it."""
    found = document_by_uuid(uuid)
    return found if found is not None and (found.is_sent or may_write(user)) else None
