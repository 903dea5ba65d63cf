"""What municipalities of the demo have proposed to the model, what the others say, what the model answered."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.project.demo.masters import at, versions
from samverk.project.demo.municipalities import TEMPLATE
from samverk.project.demo.texts import texts
from shared_templates.adoption.models import Adopted
from shared_templates.content.values import Content, content
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.actions.decide_proposal import decline_proposal
from shared_templates.proposals.actions.keep_proposal import keep_proposal
from shared_templates.proposals.actions.send_proposal import send_proposal
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.models import Decision, Proposal
from shared_templates.proposals.queries import proposal_by_uuid
from tenants.queries import tenant_by_slug
from tenants.site_context import site

KEEPER = "lokal-projektledare"


def propose_to_the_model(*, slugs: Collection[str], day: date) -> None:
    """Write each proposal once, in the sites where its people sit; what is there already is left alone.

    Args:
        slugs: short names of the municipalities that are there.
        day: from which the days are counted.
    """
    for told in texts("proposals")["proposal"]:
        proposal = _sent(told, day=day) if told["from"] in slugs else None
        if proposal is not None:
            _say(told, proposal, slugs, day=day)
            _answer(told.get("answer"), proposal, day=day)


def _number(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(["samverk-demo:proposal", *map(str, parts)]))


def _sent(told: dict[str, Any], *, day: date) -> Proposal | None:
    """The new proposal; None where it has been sent before."""
    number = _number(told["from"], told["code"], told["days"])
    with site(tenant_by_slug(told["from"])):
        if proposal_by_uuid(number) is not None:
            return None
        sender = User.objects.get(username=KEEPER)
        item = Adopted.objects.get(code=told["code"])
        # Proposed from an earlier version, which the municipality had then.
        item.version = told.get("version", item.version)
        said = _with_steps(told["steps"]) if "steps" in told else item.said()
        moment = at(day, told["days"])
        kept = keep_proposal(actor=actor_for(sender), item=item, content=said, why=told["why"], uuid=number, now=moment)
        return send_proposal(actor=actor_for(sender), user=sender, proposal=kept, now=moment)


def _with_steps(wanted: Collection[str]) -> Content:
    """The model's first version of P-08 with some steps of its second."""
    first, second = versions()["v1"].content, versions()["v2"].content
    newer = {block.id: block for block in second.blocks if block.id in wanted}
    return content(first.head, [newer.get(block.id, block) for block in first.blocks])


def _say(told: dict[str, Any], proposal: Proposal, slugs: Collection[str], *, day: date) -> None:
    for said in told["votes"]:
        if said["from"] in slugs:
            with site(tenant_by_slug(said["from"])):
                person = User.objects.get(username=KEEPER)
                vote(
                    actor=actor_for(person), user=person, proposal=proposal, stance=said["stance"], why=said["why"],
                    now=at(day, said["days"]),
                )  # fmt: skip
    for said in told["comments"]:
        if said["from"] in slugs:
            with site(tenant_by_slug(said["from"])):
                person = User.objects.get(username=said["by"])
                comment(
                    actor=actor_for(person), user=person, proposal=proposal, text=said["text"],
                    uuid=_number(proposal.uuid, said["from"], said["days"]), now=at(day, said["days"]),
                )  # fmt: skip


def _answer(told: dict[str, Any] | None, proposal: Proposal, *, day: date) -> None:
    if told is None:
        return
    with site(tenant_by_slug(TEMPLATE.slug)):
        editor = User.objects.get(username="redaktor")
        moment = at(day, told["days"])
        if not told["accepted"]:
            decline_proposal(actor=actor_for(editor), proposal=proposal, why=told["why"], now=moment)
            return
        # The draft it came into was released long ago (masters.py), so that only the answer itself is written.
        Decision.objects.create(
            proposal=proposal, schema_name=proposal.template, accepted=True, why=told["why"], by=editor.display_name,
            at=moment, in_version=told["in_version"],
        )  # fmt: skip
