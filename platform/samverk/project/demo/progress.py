"""Which sites are filled already, in one query over all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from tenants.models import Tenant

SCALES = ("small", "full", "load")


@dataclass(frozen=True, slots=True)
class Filled:
    """How a site was filled: the largest scale, and the day of the first time."""

    rank: int
    day: date

    def reaches(self, scale: str) -> bool:
        """Is everything of `scale` there?"""
        return self.rank >= SCALES.index(scale)


def filled_sites(tenants: Iterable[Tenant], *, verb: str) -> dict[str, Filled]:
    """How each filled site was filled, by slug; sites whose log does not hold `verb` are left out."""
    # One line per site: the log may have several, after a small demo was made a full one.
    parts = [
        f"""(SELECT '{t.slug}', max(array_position(%s::text[], details->>'scale')) - 1, min(details->>'as_of')
               FROM "{t.schema_name}".kernel_auditentry WHERE verb = %s)"""
        for t in tenants
    ]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [list(SCALES), verb] * len(parts))
        return {
            slug: Filled(rank, date.fromisoformat(day)) for slug, rank, day in cursor.fetchall() if rank is not None
        }
