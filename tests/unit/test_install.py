"""`make demo` before anything is installed: mends what Ctrl-C left, and is not silent for minutes."""

import subprocess
import sys
from pathlib import Path

import pytest

from infra.tools.install import environment, progress, run


def test_an_environment_that_ctrl_c_left_without_pip_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (folder / "left").write_text("half an installation")
    python = environment(folder)
    assert subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    assert not (folder / "left").exists()
    (folder / "mine").write_text("a whole one is left alone")
    environment(folder)
    assert (folder / "mine").exists()


def test_a_long_installation_tells_how_far_it_has_come(capsys: pytest.CaptureFixture[str]) -> None:
    code = "import time; print('Collecting django'); print('Collecting click'); time.sleep(1)"
    assert run([sys.executable, "-c", code], total=7, every=0.2) == 0
    said = capsys.readouterr()
    assert "Hämtar paket: 2 av 7" in said.out
    assert "Collecting" not in said.out + said.err


def test_a_failed_installation_shows_what_pip_said_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    code = "import sys; print('ERROR: no such package'); sys.exit(3)"
    assert run([sys.executable, "-c", code], total=7) == 3
    assert "ERROR: no such package" in capsys.readouterr().err


def test_unpacking_is_told_too() -> None:
    assert progress(["Collecting a\n", "Installing collected packages: a, b\n"], total=2) == "Packar upp 2 paket"
    assert progress([], total=2) == "Arbetar"
