"""What a person may follow."""

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.subjects import Ref, Subject, is_visible, subject_kinds, subject_of


def require_member(user: object) -> User:
    """Somebody who is signed in here, and not here for support.

    Raises:
        Denied: for everybody else.
    """
    if not is_person(user) or user.is_support:
        raise Denied(_("Det här är för den som arbetar här eller är inbjuden."))
    return user


def subject_or_404(*, user: object, ref: Ref) -> Subject:
    """A thing of this site that the person may see.

    Raises:
        Http404: when it does not exist here or is of no known kind.
        Denied: when the person may not see it.
    """
    found = subject_of(ref)
    if found is None:
        raise Http404
    if not is_visible(user, ref):
        raise Denied(_("Du har inte tillgång till det här. Be den som ansvarar för det om du behöver se det."))
    return found


def require_followable(ref: Ref) -> None:
    """Kinds say themselves whether one follows them.

    Raises:
        Http404: for those that are not followed.
    """
    if ref.kind not in subject_kinds or not subject_kinds[ref.kind].followable:
        raise Http404
