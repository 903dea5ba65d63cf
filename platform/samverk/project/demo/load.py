"""Örebro's size: 12 570 accounts in one municipality, 20 000 in all, and 500 pieces of news (domain 0.1)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.hashers import make_password
from django.db import transaction

from samverk.identity.models import User, local_issuer
from samverk.intranet.models import NewsIndexPage, NewsPage, NewsScope, Picture
from samverk.intranet.targeting.keys import part_key
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.people.models import Placement, Unit
from samverk.people.models.dated import on
from samverk.project.demo.accounts_build import FROM, enter_all, subject_of
from samverk.project.demo.municipalities import MUNICIPALITIES
from samverk.project.demo.posts import write_many_posts
from samverk.project.demo.progress import filled_sites
from samverk.project.demo.tree import PageBatch
from tenants.models import Tenant
from tenants.site_context import site

LOADED = "demo.fill_load"
LARGEST, LARGEST_HAS, TOTAL = "lidkoping", 12_570, 20_000
NEWS_SITE, NEWS = "skara", 500


def accounts_wanted() -> dict[str, int]:
    """Accounts per municipality: the largest as the seed says, the rest by inhabitants, 20 000 in all."""
    rest = [m for m in MUNICIPALITIES if m.slug != LARGEST]
    inhabitants = sum(m.inhabitants for m in rest)
    wanted = {m.slug: (TOTAL - LARGEST_HAS) * m.inhabitants // inhabitants for m in rest}
    wanted[LARGEST] = LARGEST_HAS
    wanted[NEWS_SITE] += TOTAL - sum(wanted.values())
    return wanted


def add_load(tenants: dict[str, Tenant], *, on_progress: Callable[[str, int, int], None]) -> None:
    """Fill up to the figures; a site that has them is left alone.

    Args:
        tenants: the demo's sites by slug.
        on_progress: told (what, done, total).
    """
    wanted = {slug: count for slug, count in accounts_wanted().items() if slug in tenants}
    done = filled_sites((tenants[slug] for slug in wanted), verb=LOADED)
    for number, (slug, count) in enumerate(wanted.items(), start=1):
        if slug in done:
            continue
        on_progress(f"{tenants[slug].official_name}: {count} konton", number, len(wanted))
        with site(tenants[slug]), transaction.atomic(durable=True):
            if slug == LARGEST:
                write_many_posts()
            _accounts(slug, count)
            if slug == NEWS_SITE:
                make_articles(NEWS)
            details: dict[str, object] = {"scale": "load", "as_of": clock.today().isoformat()}
            record_audit(actor=HOUSE, verb=LOADED, details=details)


def _accounts(slug: str, wanted: int) -> None:
    closed = make_password(None)
    units = list(Unit.objects.filter(on(clock.today())))
    users = User.objects.bulk_create(
        (
            User(
                uuid=uuid5(NAMESPACE_URL, f"samverk-demo:{slug}:last-{number}"),
                issuer=local_issuer(slug),
                subject=subject_of(slug, f"last-{number}"),
                username=f"last-{number}",
                display_name=f"Medarbetare {number} (demo)",
                title="Medarbetare",
                email=f"last-{number}.{slug}@demo.invalid",
                password=closed,
            )
            for number in range(User.objects.count() + 1, wanted + 1)
        ),
        batch_size=2000,
    )
    enter_all(users)
    Placement.objects.bulk_create(
        (
            Placement(user=user, unit=units[number % len(units)], title="Medarbetare", valid_from=FROM)
            for number, user in enumerate(users)
        ),
        batch_size=2000,
    )


def make_articles(count: int) -> int:
    """Fill up the active site to so many published news of three kilobytes, a day between them; how many are new.

    Every tenth is directed to a unit, every fiftieth is for the whole group. In the caller's transaction.
    """
    index = NewsIndexPage.objects.get()
    pictures = list(Picture.objects.order_by("pk"))
    units = list(Unit.objects.filter(on(clock.today())).order_by("pk").values_list("uuid", flat=True))
    batch = PageBatch()
    now = clock.now()
    body = "<p>" + "Det här är en äldre nyhet som finns kvar för den som letar. " * 50 + "</p>"
    first = NewsPage.objects.filter(live=True).count()
    for number in range(first, count):
        page = NewsPage(
            title=f"Äldre nyhet nummer {number}",
            slug=f"aldre-nyhet-{number}",
            lead="En nyhet ur arkivet, för att det ska finnas många.",
            body=body,
            picture=pictures[number % len(pictures)] if pictures else None,
            targets=[part_key(units[number % len(units)])] if units and number % 10 == 0 else [],
            scope=NewsScope.GROUP if number % 50 == 0 else NewsScope.SITE,
        )
        batch.add(index, page, at=now - timedelta(days=60 + number))
    return batch.write()
