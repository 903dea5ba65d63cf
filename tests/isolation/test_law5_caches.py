"""Law 5: what is put in a cache for one site is not found from the next."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.template import Context, Template
from wagtail.models import Page, Site

from samverk.kernel.near_cache import keep_values, near_values
from tenants.site_context import operator_site, site

pytestmark = [pytest.mark.server]


def plain_values(sites: SimpleNamespace) -> list[str]:
    with site(sites.skara):
        cache.set("nyhet", "Skaras")
    with site(sites.hjo):
        found = cache.get("nyhet")
        cache.add("antal", 1)
    with site(sites.skara):
        counted = cache.get("antal")
    with operator_site():
        operators = cache.get("nyhet")
    return [str(value) for value in (found, counted, operators) if value is not None]


def first_values(sites: SimpleNamespace) -> list[str]:
    """What the first who asks keeps and the others are given."""
    kept: Any = caches["default"]
    with site(sites.skara):
        kept.add_or_get("skickat", 1.0, timeout=60)
    with site(sites.hjo):
        found = [kept.add_or_get("skickat", 2.0, timeout=60)]
    with operator_site():
        found.append(kept.add_or_get("skickat", 3.0, timeout=60))
    return [str(value) for value in found if value is not None]


def template_fragments(sites: SimpleNamespace) -> list[str]:
    template = Template("{% load cache %}{% cache 60 rutan %}{{ text }}{% endcache %}")
    with site(sites.skara):
        template.render(Context({"text": "Skaras"}))
    with site(sites.hjo):
        shown = template.render(Context({"text": "Hjos"}))
    return [] if shown == "Hjos" else [shown]


def site_root_paths(sites: SimpleNamespace) -> list[str]:
    """Wagtail keeps the addresses of a site's pages under one fixed key."""
    with site(sites.skara):
        Site.get_site_root_paths()
    with site(sites.hjo):
        roots = Site.get_site_root_paths()
    return [root.root_url for root in roots if "hjo" not in root.root_url]


def page_addresses(sites: SimpleNamespace) -> list[str]:
    with site(sites.skara):
        Page.objects.get(depth=2).full_url  # noqa: B018 - fills Wagtail's cache
    with site(sites.hjo):
        address = Page.objects.get(depth=2).full_url
    return [] if "hjo" in str(address) else [str(address)]


PROBES = [plain_values, first_values, template_fragments, site_root_paths, page_addresses]


@pytest.mark.parametrize("probe", PROBES)
def test_law5_a_site_finds_nothing_of_another_in_the_cache(
    probe: Callable[[SimpleNamespace], list[str]], sites: SimpleNamespace
) -> None:
    assert probe(sites) == []


@pytest.mark.parametrize("probe", PROBES)
def test_law5_the_probe_sees_keys_without_the_site(
    probe: Callable[[SimpleNamespace], list[str]], sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted leak: Django's own key function."""
    monkeypatch.setattr(RedisCache, "make_key", lambda self, key, version=None: f"planterad:{key}")
    assert probe(sites) != []


def test_law5_every_key_begins_with_its_site(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        cache.set("a", 1)
        cache.set_many({"b": 2, "c": 3})
        cache.get_or_set("d", 4)
        client = cache._cache.get_client(None)
        assert {key.decode().split(":")[0] for key in client.scan_iter("*")} == {"skara"}


def test_law5_only_the_alias_that_says_so_is_global(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        caches["deployment"].set("puls", 1)
    with site(sites.hjo):
        assert caches["deployment"].get("puls") == 1


def test_law5_a_new_cache_alias_without_the_site_fails_the_check(settings: SimpleNamespace) -> None:
    from tenants.checks import caches_carry_the_site

    assert caches_carry_the_site(None) == []
    settings.CACHES = {**settings.CACHES, "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert [error.id for error in caches_carry_the_site(None)] == ["samverk.E005"]


def test_law5_a_site_finds_nothing_of_another_in_the_memory_of_the_process(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        keep_values({"post:1": "Skaras"}, 60)
        assert near_values(["post:1"]) == {"post:1": "Skaras"}
    with site(sites.hjo):
        assert near_values(["post:1"]) == {}
        keep_values({"post:1": "Hjos"}, 60)
    with site(sites.skara):
        assert near_values(["post:1"]) == {"post:1": "Skaras"}
