"""Örebro's size: 12 570 accounts in one municipality and 500 pieces of news in another (domain 0.1)."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from samverk.identity.models import User, local_issuer
from samverk.intranet.models import NewsIndexPage, NewsPage
from samverk.kernel import clock
from samverk.project.demo.content import add
from tenants.models import Tenant
from tenants.site_context import site

ACCOUNTS = {"lidkoping": 12_570, "skara": 3_000, "mariestad": 2_000}
NEWS_IN_SKARA = 500


def add_load(tenants: dict[str, Tenant], *, on_progress: Callable[[str, int, int], None]) -> None:
    """Fill up to the figures; a site that has them is left alone."""
    for number, (slug, wanted) in enumerate(ACCOUNTS.items(), start=1):
        on_progress(f"Konton i {tenants[slug].official_name}", number, len(ACCOUNTS))
        with site(tenants[slug]):
            _accounts(slug, wanted)
    with site(tenants["skara"]):
        _news(on_progress)


def _accounts(slug: str, wanted: int) -> None:
    have = User.objects.count()
    closed = make_password(None)
    User.objects.bulk_create(
        (
            User(
                issuer=local_issuer(slug),
                subject=f"demo:{slug}:last-{number}",
                username=f"last-{number}",
                display_name=f"Medarbetare {number} (demo)",
                title="Medarbetare",
                email=f"last-{number}.{slug}@demo.invalid",
                password=closed,
            )
            for number in range(have, wanted)
        ),
        batch_size=2000,
    )


def _news(on_progress: Callable[[str, int, int], None]) -> None:
    index = NewsIndexPage.objects.get()
    have = NewsPage.objects.count()
    now = clock.now()
    for number in range(have, NEWS_IN_SKARA):
        if number % 50 == 0:
            on_progress("Nyheter i Skara", number, NEWS_IN_SKARA)
        page = NewsPage(
            title=f"Äldre nyhet nummer {number}",
            slug=f"aldre-nyhet-{number}",
            lead="En nyhet ur arkivet, för att det ska finnas många.",
            body="<p>" + "Det här är en äldre nyhet som finns kvar för den som letar. " * 40 + "</p>",
        )
        add(index, page, at=now - timedelta(days=60 + number))
