"""Sums of deviations between municipalities and the model: told by each of itself, read by the model (TP-17)."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from shared_templates.adoption.models import Deviation
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.deviations.models import DeviationSum
from tenants.life.rules import PublicPart
from tenants.queries import active_schema


def tell_sums() -> None:
    """Make the public sums what this municipality's deviations say; four queries, last in the caller's transaction.

    One at a time: a sum that did not see what another transaction is about to commit would stay wrong.
    """
    here = active_schema()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('deviation_sums:' || %s))", [here])
    each = Deviation.objects.filter(state__in=OPEN).order_by().values("reason")
    counted = each.annotate(count=Count("pk"), estimated=Count("cost_a_year"), cost=Sum("cost_a_year", default=0))
    rows = [DeviationSum(schema_name=here, **row) for row in counted]
    DeviationSum.objects.filter(schema_name=here).exclude(reason__in=[row.reason for row in rows]).delete()
    DeviationSum.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["schema_name", "reason"],
        update_fields=["count", "estimated", "cost"],
    )


def _load(rows: Iterable[dict[str, Any]]) -> None:
    """Made anew from the site's own deviations, which came with its schema."""
    tell_sums()


SUMS = PublicPart(
    query="""SELECT jsonb_build_object('reason', reason) FROM public.deviations_deviationsum
              WHERE schema_name = current_setting('samverk.tenant') ORDER BY reason""",
    load=_load,
)
