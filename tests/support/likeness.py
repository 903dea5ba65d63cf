"""Public facts for the map of likeness, written as they lie in the tables: many in a moment."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from samverk.kernel import clock
from shared_templates.catalogue.models import LikenessOfDay, Release, ReleasedItem, Standing
from tenants.models import Kind, Tenant
from tenants.site_context import operator_site, site


def release_row(mall: Tenant, minor: int = 0, **facts: Any) -> Release:
    """A release of the template, its items to be added."""
    with site(mall):
        return Release.objects.create(
            **{"schema_name": mall.schema_name, "name": "Karta", "major": 1, "minor": minor, "patch": 0, "notes": "n",
               "released_at": clock.now(), "content_hash": "0" * 64, "signature": "0", "signed_by": "0", **facts}
        )  # fmt: skip


def item_rows(
    mall: Tenant, release: Release, count: int, *, area: str = "avvikelser", version: int = 1,
    keys: Sequence[UUID] = (), secret: str = "",
) -> list[UUID]:  # fmt: skip
    """So many items of a release, in one area; the keys, by code."""
    keys = list(keys) or [uuid4() for _number in range(count)]
    rows = [
        ReleasedItem(
            release=release, schema_name=mall.schema_name, key=key, version=version, kind="term", area=area,
            code=f"{area[:2].upper()}-{number:03}", title=f"Term {number}", policy="default",
            content={"head": {"title": secret}, "blocks": []}, content_hash="0" * 64,
        )
        for number, key in enumerate(keys, 1)
    ]  # fmt: skip
    with site(mall):
        ReleasedItem.objects.bulk_create(rows)
    return keys


def stand(tenant: Tenant, keys: Sequence[UUID], likeness: str = "inherited", version: int = 1, **facts: Any) -> None:
    """A municipality tells how it stands in these items."""
    rows = [
        Standing(
            schema_name=tenant.schema_name, key=key, version=version, likeness=likeness, since=clock.today(), **facts
        )
        for key in keys
    ]
    with site(tenant):
        Standing.objects.bulk_create(rows)


def day_row(tenant: Tenant, day: date, inherited: int, counted: int, area: str = "avvikelser") -> None:
    with site(tenant):
        LikenessOfDay.objects.create(
            schema_name=tenant.schema_name, area=area, day=day, inherited=inherited, counted=counted
        )


def more_municipalities(count: int) -> list[Tenant]:
    """So many more, without schemas: the map reads nothing in them."""
    rows = [
        Tenant(
            schema_name=f"prov{number}", slug=f"prov{number}", kind=Kind.MUNICIPALITY, name=f"Prov {number}",
            official_name=f"Provs kommun {number}", scb_code=f"{9000 + number}", mark="P", created_at=clock.now(),
        )
        for number in range(count)
    ]  # fmt: skip
    with operator_site():
        return Tenant.objects.bulk_create(rows)


def a_hundred(sites: SimpleNamespace) -> list[UUID]:
    """TP-02's own example in Skara: a hundred items, eight adapted, two replaced."""
    keys = item_rows(sites.mall, release_row(sites.mall), 100)
    stand(sites.skara, keys[:90])
    stand(sites.skara, keys[90:98], "adapted", reasons=["law"])
    stand(sites.skara, keys[98:], "replaced", reasons=["habit", "law"])
    return keys
