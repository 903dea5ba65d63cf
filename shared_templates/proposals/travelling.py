"""How what a site wrote of proposals travels with it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from shared_templates.proposals.models import Comment, Decision, Proposal, Vote
from tenants.life.rules import PublicPart
from tenants.queries import active_schema


def _load_proposals(rows: Iterable[dict[str, Any]]) -> None:
    """What is sent is never changed, not by a restore either, and what others said of it stays; drafts are replaced."""
    here = active_schema()
    Proposal.objects.filter(schema_name=here, sent_at=None).delete()
    known = {str(uuid) for uuid in Proposal.objects.filter(schema_name=here).values_list("uuid", flat=True)}
    Proposal.objects.bulk_create(Proposal(schema_name=here, **row) for row in rows if row["uuid"] not in known)


def _loads(model: type[models.Model]) -> Callable[[Iterable[dict[str, Any]]], None]:
    """Replaces what the site said; where the proposal did not come along, it has nothing to stand at."""

    def load(rows: Iterable[dict[str, Any]]) -> None:
        here, told = active_schema(), list(rows)
        model._default_manager.filter(schema_name=here).delete()
        asked = [row["proposal"] for row in told]
        known = {str(uuid): pk for uuid, pk in Proposal.objects.filter(uuid__in=asked).values_list("uuid", "pk")}
        model._default_manager.bulk_create(
            model(proposal_id=known[row.pop("proposal")], schema_name=here, **row)
            for row in told
            if row["proposal"] in known
        )

    return load


def _said(table: str) -> str:
    return f"""SELECT to_jsonb(s) - 'id' - 'schema_name' - 'proposal_id' || jsonb_build_object('proposal', p.uuid)
                 FROM public.{table} s JOIN public.proposals_proposal p ON p.id = s.proposal_id
                WHERE s.schema_name = current_setting('samverk.tenant') ORDER BY s.at, p.uuid"""


PROPOSALS = PublicPart(
    query="""SELECT to_jsonb(p) - 'id' - 'schema_name' FROM public.proposals_proposal p
              WHERE p.schema_name = current_setting('samverk.tenant') ORDER BY p.kept_at, p.uuid""",
    load=_load_proposals,
)
DECISIONS = PublicPart(query=_said("proposals_decision"), load=_loads(Decision))
VOTES = PublicPart(query=_said("proposals_vote"), load=_loads(Vote))
COMMENTS = PublicPart(query=_said("proposals_comment"), load=_loads(Comment))
