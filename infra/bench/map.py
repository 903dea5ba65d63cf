"""Measures the map of likeness with 290 municipalities and 500 items (TP-02, TP-09); prints a table.

    make bench-map                               290 municipalities, 500 items, 60 requests a page
    make bench-map ARGS="--municipalities 12"

On top of the small demo, whose own municipalities are among them. The others are rows and facts without a schema, which
is all the map reads. Pages are asked for in this process, one after the other, by a signed-in employee of Skara. The
home serves one run: the demo's own command does not take sites without a schema.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parents[2]
LIKENESS = ["inherited"] * 86 + ["adapted"] * 8 + ["replaced"] * 2 + ["not_applicable"] * 2 + [""] * 2
REASONS = ["law", "organisation", "contract", "technology", "habit"]


def fill(municipalities: int, items: int) -> None:
    """Releases, municipalities and facts up to these numbers; what is there is left alone."""
    from django.db import connection, transaction

    from samverk.kernel import clock
    from shared_templates.areas import AREAS
    from shared_templates.catalogue.models import LikenessOfDay, Release, ReleasedItem, Standing
    from tenants.models import Kind, Tenant
    from tenants.queries import tenant_by_slug
    from tenants.site_context import operator_site, site

    day, mall = clock.today(), tenant_by_slug("mall")
    keys = [uuid5(NAMESPACE_URL, f"map/{number}") for number in range(items)]
    areas = list(AREAS)
    with site(mall), transaction.atomic():
        release, is_new = Release.objects.get_or_create(
            schema_name=mall.schema_name, name="Bench", major=1, minor=0, patch=0,
            defaults={"notes": "-", "released_at": clock.now(), "content_hash": "0" * 64, "signature": "0",
                      "signed_by": "0"},
        )  # fmt: skip
        if is_new:
            ReleasedItem.objects.bulk_create(
                ReleasedItem(
                    release=release, schema_name=mall.schema_name, key=key, version=2, kind="process",
                    area=areas[number % len(areas)], code=f"B-{number:03}", title=f"Ett sätt att arbeta, nummer {number}",
                    policy="default", content={"head": {"summary": "x" * 5000}, "blocks": []}, content_hash="0" * 64,
                )
                for number, key in enumerate(keys)
            )  # fmt: skip
    with operator_site():
        missing = municipalities - Tenant.objects.filter(kind=Kind.MUNICIPALITY).count()
        made = Tenant.objects.bulk_create(
            Tenant(
                schema_name=f"bench{number}", slug=f"bench{number}", kind=Kind.MUNICIPALITY, name=f"Kommun {number}",
                official_name=f"Kommun {number}", scb_code=f"{5000 + number}", mark="K", created_at=clock.now(),
            )
            for number in range(missing)
        )  # fmt: skip
    chance = random.Random(12)
    for each in made:
        with site(each), transaction.atomic():
            hows = [(key, how) for key in keys if (how := chance.choice(LIKENESS))]
            Standing.objects.bulk_create(
                Standing(
                    schema_name=each.schema_name, key=key, version=chance.choice((1, 2, 2, 2)), likeness=how, since=day,
                    reasons=[chance.choice(REASONS)] if how in ("adapted", "replaced") else [],
                )
                for key, how in hows
            )  # fmt: skip
            LikenessOfDay.objects.bulk_create(
                LikenessOfDay(
                    schema_name=each.schema_name, area=area, day=day - timedelta(days=90 * back), inherited=40 - back,
                    counted=50,
                )
                for area in areas for back in range(8)
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE public.tenants_tenant, public.catalogue_standing, public.catalogue_releaseditem, public.catalogue_likenessofday"
        )


def measure(requests: int) -> None:
    """Ask for each page so many times and print what it took."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from run import session_for

    client = Client(headers={"host": "skara.localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session_for("medarbetare", "skara").partition("=")[2]
    print(f"{'page':22}{'p50 ms':>9}{'p95 ms':>9}{'kB':>8}{'queries':>9}")
    for name, path in {"the map": "/mallen/karta/", "an area": "/mallen/karta/avvikelser/"}.items():
        for _warm in range(5):
            client.get(path)
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        times = []
        for _number in range(requests):
            started = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - started) * 1000)
        times.sort()
        print(f"{name:22}{statistics.median(times):9.0f}{times[int(len(times) * 0.95)]:9.0f}"
              f"{len(answer.content) / 1000:8.0f}{len(caught):9}")  # fmt: skip


def main() -> None:
    """Build, fill, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--municipalities", type=int, default=290)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--requests", type=int, default=60)
    options = parser.parse_args()
    os.environ.setdefault("SAMVERK_HOME", str(ROOT / ".samverk" / "bench-map"))
    subprocess.run(
        [sys.executable, "-m", "samverk.project.cli", "demo", "--scale", "small", "--no-serve"],
        stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    from samverk.project.servers import servers

    with servers():
        fill(options.municipalities, options.items)
        measure(options.requests)


if __name__ == "__main__":
    main()
