"""The model answers a proposal, once (TP-13)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.content.hashing import hash_of
from shared_templates.content.merging import Choice
from shared_templates.content.values import Content
from shared_templates.masters.actions.keep_master import ChangedMeanwhile, Draft, keep_master
from shared_templates.masters.models import Master
from shared_templates.masters.real import refuse_real_text
from shared_templates.proposals.holding import hold
from shared_templates.proposals.models import Decision, Proposal
from shared_templates.proposals.still_open import require_open
from shared_templates.proposals.tasks import after_word
from shared_templates.proposals.weaving import woven
from tenants.queries import active_schema

RIGHT = "masters.edit_masters"


def accept_proposal(
    *,
    actor: Actor,
    proposal: Proposal,
    read: UUID,
    now: datetime,
    choices: Mapping[str, Choice] | None = None,
    why: str = "",
) -> Decision:
    """The draft gets the proposed text, and its next release names the municipality.

    Args:
        actor: an editor of the model; the view has asked.
        proposal: an open one about an item of this template.
        read: the revision of the draft the person had before them.
        now: the moment.
        choices: answers to the places that both have changed.
        why: a word to the municipality, if one wants.

    Raises:
        ValidationError: for a proposal that is answered or withdrawn, and where the model says so already.
        Unsettled: while a place that both have changed has no answer; nothing is written.
        ChangedMeanwhile: when somebody wrote in the draft meanwhile.
    """
    refuse_real_text(why, "why")
    with transaction.atomic():
        hold(proposal.key)
        row = require_open(proposal)
        master = Master.objects.select_for_update().filter(key=row.key).first()
        if master is None or row.template != active_schema():
            raise ValidationError(_("Texten finns inte bland era utkast."))
        if master.revision != read:
            raise ChangedMeanwhile
        said = woven(row, master, choices).settled()
        if hash_of(said) == master.released_hash:
            raise ValidationError(_("Mallen säger redan så. Svara nej, och skriv det som skäl."))
        kept = keep_master(actor=actor, draft=_draft(master, said), now=now, master=master, read=read)
        kept.credit = _with(kept.credit, row.municipality)
        kept.save(update_fields=["credit"])
        decision = Decision.objects.create(
            proposal=row, schema_name=row.template, accepted=True, why=why.strip(), by=actor.name, at=now,
            in_version=kept.version + 1,
        )  # fmt: skip
        record_audit(actor=actor, verb="templates.accept_proposal", target=kept, label=str(row), right=RIGHT)
        after_word(row)
    return decision


def decline_proposal(*, actor: Actor, proposal: Proposal, why: str, now: datetime) -> Decision:
    """The draft stays as it is, and the municipality reads why.

    Args:
        actor: an editor of the model; the view has asked.
        proposal: an open one about an item of this template.
        why: the reason.
        now: the moment.

    Raises:
        ValidationError: without a reason, and for a proposal that is answered, withdrawn or another template's.
    """
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför. Kommunen ska kunna förstå svaret.")})
    refuse_real_text(why, "why")
    with transaction.atomic():
        hold(proposal.key)
        row = require_open(proposal)
        if row.template != active_schema():
            raise ValidationError(_("Texten finns inte bland era utkast."))
        decision = Decision.objects.create(
            proposal=row, schema_name=row.template, accepted=False, why=why.strip(), by=actor.name, at=now
        )
        record_audit(actor=actor, verb="templates.decline_proposal", label=str(row), right=RIGHT)
        after_word(row)
    return decision


def _draft(master: Master, said: Content) -> Draft:
    return Draft(
        kind=master.kind, code=master.code, area=master.area, content=said, policy=master.policy,
        requires=[UUID(key) for key in master.requires], made_for=master.made_for,
        made_for_version=master.made_for_version, owner=master.owner,
    )  # fmt: skip


def _with(credit: str, name: str) -> str:
    """The names, each once."""
    names = [each for each in credit.split(", ") if each]
    return ", ".join(names if name in names else [*names, name])[:200]
