"""What Django itself can tell of the house."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.management import call_command

from samverk.kernel.registries import AlreadyRegistered, Registry

SHARED_BY_LAW = {
    "django.contrib.contenttypes",
    "django_tenants",
    "samverk.identity.delegation",
    "samverk.identity.directory",
    "samverk.identity.oidc",
    "samverk.identity.support",
    "samverk.people.shared_skills",
    "samverk.people.vacancies",
    "samverk.portal.everywhere",
    "shared_templates.board",
    "shared_templates.catalogue",
    "shared_templates.deviations",
    "shared_templates.knowledge",
    "shared_templates.proposals",
    "tenants",
    "tenants.anchors",
    "tenants.life",
    "tenants.metering",
    "tenants.orders",
    "tenants.settings.shared",
}


def test_migrations_are_complete(db: None) -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    assert "No changes detected" in said.getvalue()


def test_the_system_checks_are_silent(db: None) -> None:
    assert checks.run_checks(databases=["default"]) == []


def test_law2_content_types_lie_in_public_only() -> None:
    assert "django.contrib.contenttypes" not in settings.TENANT_APPS
    assert set(settings.SHARED_APPS) - set(settings.TENANT_APPS) == SHARED_BY_LAW


def test_law1_no_model_of_a_site_points_at_a_shared_one_but_content_types() -> None:
    shared = {config.label for config in apps.get_app_configs() if config.name in SHARED_BY_LAW}
    crossing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label not in shared
        for field in model._meta.get_fields()
        if getattr(field, "many_to_one", False) or getattr(field, "one_to_one", False)
        if field.related_model not in (None, "self")
        and field.concrete
        and field.related_model._meta.app_label in shared - {"contenttypes"}
    }
    assert crossing == set()


def test_law7_the_settings_ask_for_no_threads_and_no_pooler() -> None:
    assert settings.DATABASES["default"]["ENGINE"] == "tenants.backend"
    assert settings.TENANT_LIMIT_SET_CALLS is True
    assert settings.DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS", False) is False


def test_a_registry_refuses_two_owners_of_one_key() -> None:
    registry: Registry[int] = Registry("siffror")
    registry.register("a", 1)
    with pytest.raises(AlreadyRegistered, match="declared twice"):
        registry.register("a", 2)
    assert registry.values() == (1,)
    assert "a" in registry
    assert "b" not in registry


def test_the_site_is_known_before_anything_touches_a_table() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("TenantMiddleware") < order.index("SessionMiddleware") < order.index("AuthenticationMiddleware")
    assert order.index("AuthenticationMiddleware") < order.index("LoginRequiredMiddleware")
