"""Write a master, or change what it says."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.catalogue.models import Policy
from shared_templates.content.fiction import not_made_up
from shared_templates.content.kinds import KINDS
from shared_templates.content.places import NODE, PARENT, beneath, why_not_there
from shared_templates.content.size import refuse_too_long
from shared_templates.content.values import Content, Texts
from shared_templates.content.words import told_reals
from shared_templates.masters.another import refuse_to_write_for_another
from shared_templates.masters.holding import hold_codes
from shared_templates.masters.models import Master
from shared_templates.masters.queries import heads_of_places
from tenants.queries import real_hosts

#: A code is a part of addresses, beside words of our own in small letters.
CODE = re.compile(r"[A-ZÅÄÖ]{1,4}-\d{1,5}[a-z]?")


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a master says and is, as somebody wants it; fields as on `Master`."""

    kind: str
    code: str
    area: str
    content: Content
    policy: str = Policy.DEFAULT
    requires: Collection[UUID] = field(default=())
    made_for: UUID | None = None
    made_for_version: int = 0
    owner: User | None = None
    key: UUID | None = None


class ChangedMeanwhile(Exception):
    """Somebody else wrote the master after this person had read it; nothing is written."""


def keep_master(
    *, actor: Actor, draft: Draft, now: datetime, master: Master | None = None, read: UUID | None = None
) -> Master:
    """Write it down; reviews and results of the text before say nothing about the new one.

    Args:
        actor: an editor of the model; the caller has asked.
        draft: what it shall say.
        now: the moment.
        master: the one to change; None for a new one.
        read: the revision the person had before them, for a change.

    Raises:
        ValidationError: where the model is another deployment's; for an unknown kind, a code that is none, taken, or
            another than was released, no title, too long a text, what is not made up (TP-16), and a place that cannot
            lie where it says (TP-12).
        ChangedMeanwhile: when somebody was faster.
    """
    refuse_to_write_for_another()
    if draft.kind not in KINDS:
        raise ValidationError(_("Den sortens innehåll finns inte."))
    if not CODE.fullmatch(draft.code):
        raise ValidationError({"code": _("Skriv koden med bokstäver, siffror och bindestreck, till exempel P-13.")})
    if not draft.content.head.get("title"):
        raise ValidationError({"title": _("Skriv en rubrik.")})
    refuse_too_long(draft.content)
    real = told_reals(draft.content, not_made_up(draft.content, real_hosts()), code=draft.code)
    if real:
        raise ValidationError(real)
    with transaction.atomic():
        # All of them before the one: two who write at once never put two places beneath each other.
        places = heads_of_places(hold=True) if draft.kind == NODE else {}
        row = Master.objects.select_for_update().get(pk=master.pk) if master else Master(key=draft.key or uuid4())
        if master and read is not None and row.revision != read:
            raise ChangedMeanwhile
        if row.version and draft.code != row.code:
            raise ValidationError({"code": _("Koden är släppt och går inte att byta: kommunerna känner den.")})
        if draft.code != row.code:
            _refuse_taken(draft.code)
        if draft.kind == NODE:
            _refuse_wrong_place(draft, {code: head for code, head in places.items() if code != row.code})
        before = row.content_hash
        for name in ("kind", "code", "area", "policy", "made_for", "made_for_version", "owner"):
            setattr(row, name, getattr(draft, name))
        row.requires = sorted(map(str, draft.requires))
        row.say(draft.content)
        row.changed_at = now
        row.full_clean(exclude=["owner"])
        row.save()
        record_audit(
            actor=actor,
            verb="templates.keep_master",
            target=row,
            details={"new": master is None, "text": before != row.content_hash},
            right="masters.edit_masters",
        )
    return row


def _refuse_taken(code: str) -> None:
    hold_codes()
    if Master.objects.filter(code=code).exists():
        raise ValidationError({"code": _("Koden %(code)s finns redan. Välj en annan.") % {"code": code}})


def _refuse_wrong_place(draft: Draft, others: Mapping[str, Texts]) -> None:
    """Ask of the place itself, and of those that lie beneath it."""
    heads = {**others, draft.code: draft.content.head}
    for code in (draft.code, *beneath(draft.code, heads)):
        if why := why_not_there(code, heads):
            raise ValidationError({PARENT: why})
