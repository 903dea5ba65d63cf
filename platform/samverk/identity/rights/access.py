"""Whom a system maintainer sees, and what they may touch."""

from uuid import UUID

from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.access import is_person, require_maintainer
from samverk.identity.models import User
from samverk.identity.rights.lockout import maintainers
from samverk.identity.rights.models import GroupCard
from samverk.identity.rights.queries import removed_groups, standing_groups, visible_people
from samverk.kernel.access import Denied
from tenants.middleware import tenant_of


def maintainer_of(request: HttpRequest) -> User:
    """The system maintainer who asks.

    Raises:
        Denied: for everybody else.
        Http404: on the operator's site, whose people are the operator's own matter.
    """
    person = require_maintainer(request.user)
    if tenant_of(request).is_operator:
        raise Http404
    return person


def is_own_maintainer(user: object) -> bool:
    """May they administer the site as one who belongs here, not by delegation?"""
    return is_person(user) and maintainers().filter(pk=user.pk).exists()


def own_maintainer_of(request: HttpRequest) -> User:
    """A maintainer who belongs here: what decides over the site itself is not for those who came by delegation.

    Raises:
        Denied, Http404: as `maintainer_of`; Denied too for those.
    """
    person = maintainer_of(request)
    if not is_own_maintainer(person):
        raise Denied(_("Det här bestämmer kommunens egna systemförvaltare, inte den som förvaltar på uppdrag."))
    return person


def person_or_404(*, viewer: User, uuid: UUID) -> User:
    """A person of this site whom the viewer may see.

    Raises:
        Http404: when there is none; a protected identity is absent for who may not see it (LAW-24).
    """
    found = visible_people(viewer=viewer).select_related("provisioned").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def group_or_404(pk: int) -> Group:
    """A group of this site that is not removed.

    Raises:
        Http404: when there is none.
    """
    found = standing_groups().select_related("card").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def card_or_404(pk: int) -> GroupCard:
    """The card of a removed group of this site.

    Raises:
        Http404: when there is none.
    """
    found = removed_groups().filter(group=pk).first()
    if found is None:
        raise Http404
    return found
