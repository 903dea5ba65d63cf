"""TN-11: a site is erased after its grace period, and a scan finds nothing; after a kill it goes on."""

import json
import random
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.timers import publish_site
from tenants.actions.create_tenant import NewTenant, TenantExists, create_tenant
from tenants.life.actions.cancel_erasure import cancel_erasure
from tenants.life.actions.erase_tenant import GracePeriod, SomethingIsLeft, erase_tenant
from tenants.life.actions.request_erasure import request_erasure
from tenants.life.certificate import is_genuine
from tenants.life.scan import Names, scan
from tenants.models import State, Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.integration.life.conftest import Deployment
from tests.integration.life.test_tn11_export_and_import import fill
from tests.support.clients import SiteClient
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server]
NOTHING = {"schemas": 0, "public_rows": 0, "files": 0, "cache_keys": 0, "queued_messages": 0}


def names_of(tenant: Tenant) -> Names:
    return Names(tenant.schema_name, tenant.slug, str(tenant.uuid), (f"{tenant.slug}.localhost",))


def leave_traces() -> Names:
    """Rows, files, cache keys and a waiting message of Skara's, and the same of Hjo's."""
    for slug in ("skara", "hjo"):
        fill(slug)
        with site(tenant_by_slug(slug)):
            caches["default"].set("something", slug)
            publish_site.delay()
    return names_of(tenant_by_slug("skara"))


def test_tn11_the_scan_sees_each_thing_that_is_left(committed: str) -> None:
    names = leave_traces()
    found = scan(names)
    assert all(found.values()), found


def test_tn11_an_erased_site_leaves_nothing_and_the_neighbour_everything(committed: str) -> None:
    names = leave_traces()
    before = scan(names_of(tenant_by_slug("hjo")))
    skara = tenant_by_slug("skara")
    now = clock.now()
    request_erasure(actor=HOUSE, tenant=skara, now=now, grace_days=30)
    assert SiteClient("skara.localhost").get("/").status_code == 503
    with pytest.raises(GracePeriod):
        erase_tenant(actor=HOUSE, slug="skara", now=now + timedelta(days=29))
    assert all(scan(names).values())

    certificate = erase_tenant(actor=OLLE, slug="skara", now=now + timedelta(days=31))
    for verb in ("tenants.erase_tenant", "tenants.certify_erasure"):
        assert told(verb) == {"drift": BY_OLLE}
    assert scan(names) == NOTHING
    assert scan(names_of(tenant_by_slug("hjo"))) == before
    assert certificate["left"] == NOTHING
    assert certificate["removed"]["rows"] > 100
    assert certificate["removed"]["files"] >= 3
    assert certificate["removed"]["messages"] >= 1
    assert is_genuine(certificate)
    assert not is_genuine({**certificate, "certified_at": "2020-01-01"})
    assert AuditEntry.objects.get(verb="tenants.certify_erasure").details == certificate
    assert "Anna" not in json.dumps(certificate)
    assert SiteClient("skara.localhost").get("/").status_code == 404


def test_tn11_an_erasure_is_called_off_during_its_grace_period(committed: str) -> None:
    skara = tenant_by_slug("skara")
    for _again in range(2):
        request_erasure(actor=OLLE, tenant=skara, now=clock.now(), grace_days=30)
    cancel_erasure(actor=OLLE, tenant=tenant_by_slug("skara"), now=clock.now())
    for verb in ("tenants.request_erasure", "tenants.cancel_erasure"):
        assert told(verb) == {"drift": BY_OLLE}
    assert tenant_by_slug("skara").state == State.ACTIVE
    assert SiteClient("skara.localhost").get("/logga-in/").status_code == 200


def test_tn11_no_certificate_while_something_is_left(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_traces()
    request_erasure(actor=HOUSE, tenant=tenant_by_slug("skara"), now=clock.now(), grace_days=0)
    kept = Path(settings.MEDIA_ROOT) / "skara" / "forgotten.txt"
    from tenants.life.actions import erase_tenant as module

    def forgetful(schema_name: str) -> dict[str, int]:
        return {}

    with monkeypatch.context() as patch:
        patch.setattr(module, "remove_traces", forgetful)
        with pytest.raises(SomethingIsLeft):
            erase_tenant(actor=HOUSE, slug="skara", now=clock.now())
    assert kept.parent.exists()
    new = NewTenant(slug="skara", name="Skara", kind="municipality", scb_code="1495", hosts=("ny.localhost",))
    with pytest.raises(TenantExists):
        create_tenant(actor=HOUSE, new=new)  # its files would go with the old one's
    assert erase_tenant(actor=HOUSE, slug="skara", now=clock.now())["left"] == NOTHING
    assert create_tenant(actor=HOUSE, new=new).slug == "skara"


@pytest.mark.endurance
@pytest.mark.parametrize("seed", [1, 2])
def test_tn11_an_erasure_killed_at_any_moment_goes_on(here: Deployment, seed: int) -> None:
    names = leave_traces()
    chance = random.Random(seed)
    killed = 0
    for longest in (0.1, 0.3, 0.5):
        process = here.start("tenant", "erase", "skara", "--grace-days", "0", "--yes", "--json")
        deadline = time.monotonic() + 60
        # Django alone takes a second or two to begin: wait until something has happened, then a moment more.
        while process.poll() is None and time.monotonic() < deadline:
            if here.ask("SELECT 1 FROM life_operation WHERE finished_at IS NULL"):
                time.sleep(chance.uniform(0, longest))
                break
            time.sleep(0.02)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        if here.ask("SELECT 1 FROM life_operation WHERE step = 'certified'"):
            break
    if not here.ask("SELECT 1 FROM life_operation WHERE step = 'certified'"):
        here.samverk("tenant", "erase", "skara", "--grace-days", "0", "--yes")
    assert scan(names) == NOTHING
    certificates = here.ask("SELECT details FROM life_operation WHERE step = 'certified'")
    assert len(certificates) == 1
    assert killed
