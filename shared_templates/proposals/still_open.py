"""What is decided or withdrawn is not spoken of any more."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.proposals.models import Proposal, State
from shared_templates.proposals.queries import open_proposal_of, proposals


def require_open(proposal: Proposal) -> Proposal:
    """The proposal as it is now; ask while it is held (`holding.hold`).

    Raises:
        ValidationError: for one that is decided, withdrawn, or not sent.
    """
    row = proposals().get(pk=proposal.pk)
    if row.state != State.SENT:
        decision = getattr(row, "decision", None)
        if decision is not None:
            raise ValidationError(_("%(who)s har redan svarat på förslaget.") % {"who": decision.by})
        raise ValidationError(_("Förslaget är tillbakadraget."))
    return row


def refuse_not_alone(proposal: Proposal) -> None:
    """A municipality has one open proposal about an item.

    Raises:
        ValidationError: while it has another one.
    """
    if open_proposal_of(proposal.schema_name, proposal.key):
        raise ValidationError(
            _("Ni har redan ett öppet förslag om %(code)s. Dra tillbaka det först om det nya ska gälla i stället.")
            % {"code": proposal.code}
        )
