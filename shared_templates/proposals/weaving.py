"""What the model's draft becomes with a proposal in it: both began from the same release."""

from collections.abc import Mapping

from shared_templates.content.merging import Choice, Merged, merge
from shared_templates.masters.models import Master
from shared_templates.proposals.models import Proposal
from shared_templates.proposals.queries import began_from


def woven(proposal: Proposal, master: Master, choices: Mapping[str, Choice] | None = None) -> Merged:
    """The draft with the proposed text: `theirs` is the proposal's, `mine` what the draft has become meanwhile."""
    return merge(began_from(proposal), proposal.said(), master.said(), choices)
