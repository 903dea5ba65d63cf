"""Who sees and writes proposals, and what becomes of a site's part in them."""

from samverk.identity.protection.sealed import followers
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from shared_templates.proposals.models import Comment, Decision, Proposal, Vote
from shared_templates.proposals.names import follow_name
from shared_templates.proposals.subject import KIND, PROPOSAL
from shared_templates.proposals.told import KINDS
from shared_templates.proposals.travelling import COMMENTS, DECISIONS, PROPOSALS, VOTES
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.policies import SITE, Policy, public_tables
from tenants.queries import active_schema


def _kind_is(*kinds: str) -> str:
    told = ", ".join(f"'{kind}'" for kind in kinds)
    return f"EXISTS (SELECT 1 FROM public.tenants_tenant t WHERE t.schema_name = {SITE} AND t.kind IN ({told}))"


_OWN = f"schema_name = {SITE}"
_TAKES_PART = _kind_is("municipality", "template")


def _about(extra: str = "") -> str:
    """What answers a proposal stands at one that is sent."""
    return (
        f"EXISTS (SELECT 1 FROM public.proposals_proposal p WHERE p.id = proposal_id AND p.sent_at IS NOT NULL{extra})"
    )


# A draft is its writer's own; what is sent is read by all municipalities and their template. Each table has one writer.
public_tables.register(
    Proposal._meta.db_table,
    Policy(sees=f"{_OWN} OR (sent_at IS NOT NULL AND {_TAKES_PART})", writes=f"{_OWN} AND {_kind_is('municipality')}"),
)
_ASKED = _about(f" AND p.template = {SITE}")
public_tables.register(Decision._meta.db_table, Policy(sees=_TAKES_PART, writes=f"{_OWN} AND {_ASKED}"))
_VOTES = f"{_OWN} AND {_kind_is('municipality')} AND {_about()}"
public_tables.register(Vote._meta.db_table, Policy(sees=_TAKES_PART, writes=_VOTES))
public_tables.register(
    Comment._meta.db_table, Policy(sees=_TAKES_PART, writes=f"{_OWN} AND {_TAKES_PART} AND {_about()}")
)


def _erase() -> None:
    """Everything the site wrote, and what others said of its proposals; a release keeps the municipality's name."""
    for model in (Comment, Vote, Decision, Proposal):
        model._default_manager.filter(schema_name=active_schema()).delete()


subject_kinds.register(KIND, PROPOSAL)
for _event, _words in KINDS.items():
    event_kinds.register(_event, _words)
site_erasers.register("proposals", _erase)
public_parts.register("template_proposals", PROPOSALS)
public_parts.register("template_proposals_decisions", DECISIONS)
public_parts.register("template_proposals_votes", VOTES)
public_parts.register("template_proposals_comments", COMMENTS)
followers.register("proposals", follow_name)
