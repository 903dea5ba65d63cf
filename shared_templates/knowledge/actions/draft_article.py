"""Make what a municipality shares a draft of the model (PF-21)."""

import re
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import uuids_among
from shared_templates.content.fiction import not_made_up
from shared_templates.content.words import told_reals
from shared_templates.knowledge.as_guide import as_guide, key_of_guide
from shared_templates.knowledge.queries import as_shown, version_now
from shared_templates.masters.actions.keep_master import Draft, keep_master
from shared_templates.masters.holding import hold_codes
from shared_templates.masters.models import Master
from shared_templates.masters.queries import all_codes, masters_by_key
from tenants.queries import real_hosts

_CODE = re.compile(r"L-(\d{1,5})")
#: Of a guide that is about nothing in particular.
_AREA = "gemensamt"


def draft_article(*, actor: Actor, user: User, key: UUID, now: datetime) -> tuple[Master, bool]:
    """A guide with the whole text, its sources, and the municipality to be named in the release.

    Args:
        actor: an editor of the model; the view has asked.
        user: the same person, who answers for the draft.
        key: of the article.
        now: the moment.

    Returns:
        The draft, and whether it is new: where there is one already, it is left as it is.

    Raises:
        ValidationError: where the article is not shared any more, where something in it is not made up (TP-16), and
            where the model is another deployment's.
    """
    with transaction.atomic():
        # Two at once would each find the same code free, and no draft.
        hold_codes()
        there = masters_by_key([key_of_guide(key)])
        if there:
            return there[0], False
        version = version_now(key)
        if version is None:
            raise ValidationError(_("Artikeln delas inte längre."))
        text = as_shown(version)
        said = as_guide(text)
        if real := told_reals(said, not_made_up(said, real_hosts())):
            raise ValidationError(real)
        about = masters_by_key(uuids_among([text.about.partition("#")[0]]))
        draft = Draft(
            kind="guide", code=_free_code(), area=about[0].area if about else _AREA, content=said, owner=user,
            key=key_of_guide(key),
        )  # fmt: skip
        made = keep_master(actor=actor, draft=draft, now=now)
        made.credit = text.whose
        made.save(update_fields=["credit"])
        record_audit(
            actor=actor,
            verb="knowledge.draft_article",
            target=made,
            details={"from": version.schema_name, "version": version.number},
            right="masters.edit_masters",
        )
    return made, True


def _free_code() -> str:
    taken = [int(found[1]) for found in map(_CODE.fullmatch, all_codes()) if found]
    return f"L-{max(taken, default=0) + 1:02}"
