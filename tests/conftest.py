"""The test house: see tests/README.md."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.urls import set_urlconf
from django.utils import translation

from samverk.identity.models import User
from samverk.kernel.near_cache import forget_near_values
from samverk.notifications.queueing import _sent
from samverk.project.health import broker
from shared_templates.adoption.terms import forget_words
from tenants.metering.counters import _waiting
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.settings.queries import forget_everything
from tenants.site_context import operator_site, site
from tests.support import databases
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.servers import WORKER

#: How long an example takes says how busy the machine is, not whether the rule holds.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest.FixtureDef) -> Iterator[None]:
    """A copy of the template for this worker instead of Django's own test database."""
    name = f"samverk_test_{WORKER}"
    databases.copy_template(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    databases.drop(name)


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """No site, address list or language outlives its test."""
    connection.set_schema_to_public()
    yield
    connection.set_schema_to_public()
    set_urlconf(None)
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_stores(request: pytest.FixtureRequest) -> None:
    """Tests that use the database get an empty cache and queue, no files and no counted sign-in attempts."""
    if {"db", "committed", "_django_db_helper"} & set(request.fixturenames):
        forget_everything()
        caches["default"].clear()
        forget_near_values()
        forget_words()
        _waiting.clear()
        _sent.clear()
        broker().flushdb()
        for folder in Path(settings.MEDIA_ROOT).iterdir():
            shutil.rmtree(folder)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[str]:
    """A database of one's own where commits are real; gives its DATABASE_URL. About a second."""
    with django_db_blocker.unblock(), databases.scratch_database() as url:
        yield url
        connections.close_all()


@pytest.fixture
def sites(db: None) -> SimpleNamespace:
    """All five sites by name, none of them active: `sites.skara`, `sites.hjo`, …, the operator's as `sites.drift`."""
    return SimpleNamespace(**{tenant.slug: tenant for tenant in Tenant.objects.all()})


def _active(slug: str) -> Callable[..., Iterator[Tenant]]:
    @pytest.fixture(name=slug)
    def activate(db: None) -> Iterator[Tenant]:
        assert connection.schema_name == "public", "Two sites cannot both be active: use `sites` and `with site(…)`"
        with site(tenant_by_slug(slug)) as tenant:
            yield tenant

    activate.__doc__ = f"{slug}, active during the test."
    return activate


skara, hjo, mall, gvs12 = map(_active, ("skara", "hjo", "mall", "gvs12"))


@pytest.fixture
def operator(db: None) -> Iterator[Tenant]:
    """The operator's own site, active during the test."""
    with operator_site():
        yield tenant_by_slug("drift")


@pytest.fixture
def client_for() -> Callable[..., SiteClient]:
    """`client_for("skara.localhost")`: a browser on a site; with `user=`, signed in."""

    def make(host: str, user: User | None = None, **defaults: object) -> SiteClient:
        client = SiteClient(host, **defaults)
        return client.sign_in(user) if user is not None else client

    return make


@pytest.fixture
def employee(skara: Tenant) -> User:
    """An employee of Skara without any right to edit."""
    return PersonFactory()


@pytest.fixture
def signed_in(client_for: Callable[..., SiteClient], employee: User) -> SiteClient:
    """A browser where an employee of Skara is signed in."""
    return client_for("skara.localhost", user=employee)
