"""What municipalities propose back to the model, in `public`: each table is written by one side only."""

from shared_templates.proposals.models.discussion import Comment, Stance, Vote
from shared_templates.proposals.models.proposal import Decision, Proposal, State

__all__ = ["Comment", "Decision", "Proposal", "Stance", "State", "Vote"]
