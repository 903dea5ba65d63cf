"""Who may know what a protected person is called."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied

RIGHT = "identity.protect_people"


def may_protect(user: object) -> bool:
    """Few have the right, and nobody by being a system maintainer."""
    return is_internal(user) and is_person(user) and user.has_perm(RIGHT)


def require_protector(user: object) -> User:
    """Refuse everybody else.

    Raises:
        Denied: without the right.
    """
    if not (is_person(user) and may_protect(user)):
        raise Denied(
            _(
                "Skyddade personuppgifter är för gruppen Handläggare för skyddade personuppgifter. "
                "Behöver du komma åt dem ber du en systemförvaltare lägga till dig."
            )
        )
    return user


def person_or_404(uuid: UUID) -> User:
    """Anybody on the site.

    Raises:
        Http404: when there is nobody with the id.
    """
    found = User.objects.select_related("sealed").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
