"""Write a proposal down before it is sent (TP-13)."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.queries import released
from shared_templates.content.size import refuse_too_long
from shared_templates.content.values import Content, as_json, from_json
from shared_templates.masters.real import refuse_real_text
from shared_templates.proposals.holding import hold
from shared_templates.proposals.models import Proposal
from shared_templates.proposals.queries import draft_of
from shared_templates.proposals.real import refuse_real_content
from tenants.queries import active_schema, tenant_in


class ChangedMeanwhile(Exception):
    """Somebody else wrote the draft after this person had read it; nothing is written."""


def keep_proposal(
    *,
    actor: Actor,
    item: Adopted,
    content: Content,
    why: str,
    now: datetime,
    read: UUID | None = None,
    uuid: UUID | None = None,
) -> Proposal:
    """Keep the municipality's one draft about an item; nobody else sees it. The same said twice is said once.

    Args:
        actor: whoever answers for templates here; the view has asked.
        item: as it applies here.
        content: what the model shall say instead.
        why: the reason, in words.
        now: the moment.
        read: the revision of the draft the person had before them; None where there was none.
        uuid: of a new draft that shall be known again; never from a form, where it may be another site's.

    Raises:
        ValidationError: without a title or a reason, for too long a text, the model's own words, and for what is not
            made up (TP-16).
        ChangedMeanwhile: when somebody was faster.
    """
    if not content.head.get("title"):
        raise ValidationError({"head__title": _("Skriv en rubrik.")})
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför mallen borde säga så.")})
    refuse_too_long(content)
    refuse_real_content(item.code, content)
    refuse_real_text(why, "why")
    with transaction.atomic():
        hold(item.key)
        here = active_schema()
        began = released(item.key, item.version)
        if began is None:
            raise ValidationError(_("Mallen har inte kvar texten, så det går inte att lämna ett förslag om den."))
        if content == from_json(began.content):
            raise ValidationError(_("Texten är ord för ord mallens. Ändra det som du vill föreslå."))
        row = draft_of(here, item.key)
        said = as_json(content)
        if row and (row.content, row.why) == (said, why.strip()):
            return row
        if row and row.revision != read:
            raise ChangedMeanwhile
        row = row or Proposal(uuid=uuid or uuid4(), schema_name=here, key=item.key)
        row.municipality, row.template = tenant_in(here).name, began.schema_name
        for name in ("kind", "code", "area", "version"):
            setattr(row, name, getattr(item, name))
        row.title, row.content, row.why = content.head["title"][:200], said, why.strip()
        row.revision, row.kept_at = uuid4(), now
        row.save()
        record_audit(actor=actor, verb="templates.keep_proposal", target=row, right="adoption.take_templates")
    return row
