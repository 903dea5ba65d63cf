"""The home: where it is, what it refuses, and its secrets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samverk.project.embedded import home as home_module
from samverk.project.embedded.home import (
    HomeNotUsableError,
    disk_warning,
    prepare_home,
    resolve_home,
    secret,
)

pytestmark = pytest.mark.server


def test_the_home_is_named_by_the_environment_or_lies_in_the_working_folder(tmp_path: Path) -> None:
    assert resolve_home(environ={}, cwd=tmp_path) == tmp_path / ".samverk"
    assert resolve_home(environ={"SAMVERK_HOME": "data/här"}, cwd=tmp_path) == tmp_path / "data" / "här"
    assert resolve_home(environ={"SAMVERK_HOME": "/srv/x"}, cwd=tmp_path) == Path("/srv/x")


def test_an_impossible_path_is_refused() -> None:
    with pytest.raises(HomeNotUsableError, match="går inte att läsa som en sökväg"):
        resolve_home(environ={"SAMVERK_HOME": "~ingen-sådan-användare/x"})


def test_the_home_is_nobody_elses_to_read(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "deep" / "home")
    assert home.stat().st_mode & 0o066 == 0
    assert (home / "secrets").stat().st_mode & 0o777 == 0o700
    assert (home / "log").stat().st_mode & 0o777 == 0o700


def test_a_home_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o750)
    prepare_home(tmp_path / "home")
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o750


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("mine")
    with pytest.raises(HomeNotUsableError, match="redan en fil"):
        prepare_home(tmp_path / "home")
    assert (tmp_path / "home").read_text() == "mine"


def test_a_home_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(HomeNotUsableError, match="kan inte användas"):
        prepare_home(Path("/proc/samverk"))


def test_a_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = secret(tmp_path, "key")
    assert len(first) >= 50
    assert secret(tmp_path, "key") == first
    assert secret(tmp_path, "other") != first
    assert (tmp_path / "secrets" / "key").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in (tmp_path / "secrets").iterdir()) == ["key", "other"]


def test_processes_that_ask_at_once_get_the_same_secret(tmp_path: Path) -> None:
    ask = "import sys; from pathlib import Path; from samverk.project.embedded.home import secret; "
    ask += "print(secret(Path(sys.argv[1]), 'key'))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asking = [
        subprocess.Popen([sys.executable, "-c", ask, str(tmp_path)], env=env, stdout=subprocess.PIPE) for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in asking}) == 1
    assert [process.returncode for process in asking] == [0, 0, 0, 0]


def test_little_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk_warning(tmp_path / "not" / "yet") is None
    monkeypatch.setattr(home_module, "LITTLE_DISK", 10**18)
    assert "minst 500 MB" in (disk_warning(tmp_path / "not" / "yet") or "")
