"""What this municipality tells of how it stands: rewritten from its own rows, in the transaction that changed them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from samverk.kernel import clock
from shared_templates.adoption.models import Adopted, Deviation, PutOff
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.catalogue.models import LikenessOfDay, Standing
from shared_templates.catalogue.queries import areas_of_newest
from shared_templates.content.likeness import Likeness
from shared_templates.deviations.sums import tell_sums
from tenants.life.rules import PublicPart
from tenants.queries import active_schema


def tell(keys: Collection[UUID], *, day: date) -> None:
    """Make the public facts about these items, and the sums of deviations, what the rows say.

    A fixed number of queries.

    Args:
        keys: of items that were changed, taken or given back.
        day: today.
    """
    _write(keys, day=day)
    _note_day(active_schema(), day)


def _write(keys: Collection[UUID], *, day: date) -> None:
    here = active_schema()
    rows = list(Adopted.objects.filter(key__in=list(keys)).defer("content", "base"))
    _forget(set(keys) - {row.key for row in rows}, here)
    reasons, put_off = _reasons(rows), _put_off(rows, day)
    known = {fact.key: fact for fact in Standing.objects.filter(schema_name=here, key__in=[row.key for row in rows])}
    facts = []
    for row in rows:
        fact = Standing(
            schema_name=here, key=row.key, version=row.version, likeness=row.likeness, answer=row.answer,
            reasons=reasons.get(row.pk, []), put_off_until=put_off.get(row.key), since=day,
        )  # fmt: skip
        before = known.get(row.key)
        if before is not None and (before.version, before.likeness) == (fact.version, fact.likeness):
            fact.since = before.since
        facts.append(fact)
    Standing.objects.bulk_create(
        facts,
        update_conflicts=True,
        unique_fields=["schema_name", "key"],
        update_fields=["version", "likeness", "answer", "reasons", "put_off_until", "since"],
        batch_size=1000,
    )
    tell_sums()


def _load(rows: Iterable[dict[str, Any]]) -> None:
    """Made anew from the site's own items, which came with its schema; of the rows only the days are ours to keep.

    How like it was each day travels by itself.
    """
    here = active_schema()
    since = {UUID(row["key"]): row["since"] for row in rows}
    Standing.objects.filter(schema_name=here).delete()
    _write(list(Adopted.objects.values_list("key", flat=True)), day=clock.today())
    facts = list(Standing.objects.filter(schema_name=here))
    for fact in facts:
        fact.since = since.get(fact.key, fact.since)
    Standing.objects.bulk_update(facts, ["since"])


STANDINGS = PublicPart(
    query="""SELECT jsonb_build_object('key', key, 'since', since) FROM public.catalogue_standing
              WHERE schema_name = current_setting('samverk.tenant') ORDER BY key""",
    load=_load,
)


def _forget(gone: Collection[UUID], here: str) -> None:
    if gone:
        Standing.objects.filter(schema_name=here, key__in=list(gone)).delete()


def _reasons(rows: Iterable[Adopted]) -> dict[int, list[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    # What a unit does is its own figure, not the municipality's (TN-14).
    open_ones = Deviation.objects.filter(item__in=[row.pk for row in rows], unit=None, state__in=OPEN)
    for item, reason in open_ones.values_list("item_id", "reason"):
        found[item].add(reason)
    return {item: sorted(each) for item, each in found.items()}


def _put_off(rows: Iterable[Adopted], day: date) -> dict[UUID, date]:
    later = PutOff.objects.filter(key__in=[row.key for row in rows], until__gt=day).values_list("key", "until")
    return {key: until for key, until in later if until}


def _note_day(here: str, day: date) -> None:
    """How like we are today, area by area; what is released and not taken counts as unlike."""
    standing = dict(Standing.objects.filter(schema_name=here).values_list("key", "likeness"))
    alike: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    for key, area in areas_of_newest():
        how = standing.get(key, Likeness.MISSING)
        if how != Likeness.NOT_APPLICABLE:
            counted[area] += 1
            alike[area] += how == Likeness.INHERITED
    LikenessOfDay.objects.bulk_create(
        [
            LikenessOfDay(schema_name=here, area=area, day=day, inherited=alike[area], counted=number)
            for area, number in counted.items()
        ],
        update_conflicts=True,
        unique_fields=["schema_name", "area", "day"],
        update_fields=["inherited", "counted"],
    )
    # Only a quarter's last word is asked for later; the words before it would make the trend slow in some years.
    earlier = LikenessOfDay.objects.filter(schema_name=here, area__in=counted)
    earlier.filter(day__gte=_quarter_of(day), day__lt=day).delete()


def _quarter_of(day: date) -> date:
    """Its first day."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
