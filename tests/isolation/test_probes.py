"""Generated probes across sites, a seeded sample; the hundred thousand are `make probes`."""

from collections.abc import Callable

import pytest

from samverk.identity.models import User
from tests.isolation import probes
from tests.isolation.probes import Outcome, Planted

pytestmark = [pytest.mark.server]
SEED = 20_261_121
CONTENT = ("/dokument/{document}/{document_file}", "/nyheter/ny-vardcentral/", "/redaktion/images/{picture}/")


@pytest.fixture
def planted(committed: str) -> Planted:
    return probes.plant()


@pytest.mark.long
def test_law1_no_probe_finds_another_sites_word_and_none_breaks_the_house(planted: Planted) -> None:
    outcome = probes.run(planted, seed=SEED, count=800)
    assert outcome.leaks == []
    assert outcome.errors == []
    assert outcome.count > 800, "caches too"
    assert outcome.reached > 150, "the probes do reach content"
    assert {200, 302, 403, 404, 405} <= set(outcome.statuses)


def hosts_mixed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """All sites share one host: whoever asks Skara gets Hjo."""
    from tenants import queries

    real = queries.tenant_for_host
    monkeypatch.setattr(
        "tenants.middleware.tenant_for_host", lambda host: real("hjo.localhost" if host == "skara.localhost" else host)
    )


def caches_without_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every thread makes its own cache, with the function it finds."""
    monkeypatch.setattr("tenants.caching.site_key", lambda key, key_prefix, version: f"alla:{key}")


@pytest.mark.endurance
@pytest.mark.parametrize("take_away", [hosts_mixed_up, caches_without_the_site])
def test_law1_the_probes_see_a_leak(
    take_away: Callable[[pytest.MonkeyPatch], None], planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away(monkeypatch)
    outcome: Outcome = probes.run(planted, seed=SEED, count=900, threads=1, paths=CONTENT)
    assert outcome.leaks != []


def test_law1_the_same_seed_gives_the_same_probes(planted: Planted) -> None:
    first = list(probes.probes(planted, seed=1, count=50))
    assert first == list(probes.probes(planted, seed=1, count=50))
    assert first != list(probes.probes(planted, seed=2, count=50))
    assert User.objects.filter(username="drift-person").exists()
