"""kill -9 of an export and of an import, at moments of chance: whole, or not at all, and then again."""

import random
import signal
import time
from pathlib import Path

import pytest

from samverk.kernel.actions.record_audit import HOUSE
from tenants.life.actions.export_tenant import export_tenant
from tenants.life.queries import verified_archive
from tests.integration.life.conftest import Deployment
from tests.integration.life.test_tn11_export_and_import import LOG, fill

pytestmark = [pytest.mark.server]


@pytest.mark.endurance
@pytest.mark.parametrize("seed", [1, 2])
def test_tn11_a_killed_export_leaves_no_file(here: Deployment, archive: Path, seed: int) -> None:
    fill()
    chance = random.Random(seed)
    part = archive.with_name(f"{archive.name}.part")
    for longest in (0.3, 0.2, 0.1, 0.05, 0.02):
        process = here.start("tenant", "export", "skara", "--to", archive)
        while process.poll() is None and not part.exists():
            time.sleep(0.002)
        time.sleep(chance.uniform(0, longest))
        if process.poll() is None:
            break
        process.communicate()
        archive.unlink()  # it was done before the kill came: again, sooner
    assert process.poll() is None, "no export was caught at work"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not archive.exists() or verified_archive(archive)
    here.samverk("tenant", "export", "skara", "--to", archive)
    assert verified_archive(archive).slug == "skara"
    assert not part.exists()


@pytest.mark.endurance
@pytest.mark.parametrize("seed", [1, 2])
def test_tn11_a_killed_import_leaves_no_site_and_is_done_by_the_next(
    here: Deployment, elsewhere: Deployment, archive: Path, seed: int
) -> None:
    fill()
    manifest = export_tenant(actor=HOUSE, slug="skara", target=archive)
    chance = random.Random(seed)
    staging = elsewhere.home / "files" / ".importing" / "skara"
    whole = "SELECT count(*) FROM tenants_tenant WHERE slug = 'skara'"
    for _round in range(3):
        process = elsewhere.start("tenant", "import", archive)
        while process.poll() is None and not staging.exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 2.5))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        if elsewhere.ask(whole) == [(1,)]:
            break
    if elsewhere.ask(whole) == [(0,)]:
        elsewhere.samverk("tenant", "import", archive)
    for name, part in manifest.tables.items():
        extra = 1 if name in LOG else 0
        assert elsewhere.ask(f'SELECT count(*) FROM skara."{name}"') == [(part.rows + extra,)]
    files = [path for path in (elsewhere.home / "files" / "skara").rglob("*") if path.is_file()]
    assert len(files) == manifest.files["count"]
