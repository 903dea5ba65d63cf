"""Whose notices."""

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.subjects import Ref, Subject, is_visible, subject_of
from samverk.notifications.addresses import user_of_token
from samverk.notifications.models import Notice


def require_person(user: object) -> User:
    """Everybody who is signed in has an inbox, but for those here for support.

    Raises:
        Denied: for them.
    """
    if not is_person(user) or user.is_support:
        raise Denied(_("Den som är här för support har ingen inkorg."))
    return user


def notice_or_404(*, user: User, pk: int) -> Notice:
    """One of the person's own.

    Raises:
        Http404: where it is another's, or there is none.
    """
    found = Notice.objects.select_related("event").filter(user=user, pk=pk).first()
    if found is None:
        raise Http404
    return found


def thing_or_404(*, viewer: User, ref: Ref) -> Subject:
    """A thing the person may see.

    Raises:
        Http404: where it is gone, or the person may not see it.
    """
    found = subject_of(ref) if is_visible(viewer, ref) else None
    if found is None:
        raise Http404
    return found


def letters_of_or_404(token: str) -> User:
    """Whose letters a letter's way out is about.

    Raises:
        Http404: where the address was not signed by this site, or the account is closed.
    """
    pk = user_of_token(token)
    found = User.objects.filter(pk=pk, is_active=True).first() if pk is not None else None
    if found is None:
        raise Http404
    return found
