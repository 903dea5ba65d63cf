"""Keep an uploaded list until it is confirmed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.scim.import_plan import HEADINGS, ImportPlan
from samverk.identity.scim.issuers import check_list_issuer
from samverk.identity.scim.models import ImportDraft
from samverk.kernel.actions.record_audit import Actor, record_audit

KEPT = timedelta(hours=1)


def keep_draft(
    *,
    actor: Actor,
    owner: User,
    issuer: str,
    capacity: str,
    rows: Sequence[dict[str, str]],
    plan: ImportPlan,
    now: datetime,
) -> ImportDraft:
    """Keep the rows that are right for an hour; what was uploaded before and forgotten is thrown away.

    Rows with a fault and columns that nobody understands are not kept at all: that is where a personnummer stands
    when there is one (LAW-24).

    Raises:
        BadIssuer: as for a token.
    """
    issuer = check_list_issuer(issuer)
    wrong = {row.line for row in plan.rows if row.outcome == "error"}
    kept = [
        {heading: value for heading, value in row.items() if heading in HEADINGS or heading == "#"}
        for row in rows
        if row["#"] not in wrong
    ]
    with transaction.atomic():
        ImportDraft.objects.filter(owner=owner).delete()
        ImportDraft.objects.filter(created_at__lt=now - KEPT).delete()
        draft = ImportDraft.objects.create(owner=owner, issuer=issuer, capacity=capacity, rows=kept, created_at=now)
        record_audit(actor=actor, verb="scim.keep_draft", label=issuer, details={"rows": len(kept)})
    return draft
