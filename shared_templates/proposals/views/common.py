"""What the pages of proposals have in common."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shared_templates.proposals.models import Proposal
from shared_templates.proposals.queries import proposal_by_uuid
from shared_templates.screens.trail import trail as way_of
from tenants.queries import active_schema


def proposal_or_404(uuid: UUID) -> Proposal:
    """The proposal with this number, if this site may read it.

    Raises:
        Http404: when there is none.
    """
    found = proposal_by_uuid(uuid)
    if found is None:
        raise Http404
    return found


def own_or_404(uuid: UUID) -> Proposal:
    """This municipality's proposal with this number.

    Raises:
        Http404: when there is none.
    """
    found = proposal_or_404(uuid)
    if found.schema_name != active_schema():
        raise Http404
    return found


def trail(request: HttpRequest, *steps: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way here; the last step is the page's own name, none is the list's."""
    every = _("Förslag till mallen")
    return way_of(request, (every, reverse("proposals:list")), *steps) if steps else way_of(request, every)
