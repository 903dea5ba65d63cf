"""One house per home, and a clear word about a port that is taken."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from samverk.project.embedded.lock import AlreadyRunningError, HomeLock
from samverk.project.embedded.ports import PortInUseError, port_is_free, require_free_port

pytestmark = pytest.mark.server


def test_the_second_house_is_told_who_has_the_home(tmp_path: Path) -> None:
    with HomeLock(tmp_path) as lock:
        lock.publish(address="http://skara.localhost:8000")
        with pytest.raises(AlreadyRunningError) as caught, HomeLock(tmp_path):
            pass
    assert caught.value.pid == os.getpid()
    assert f"process {os.getpid()}" in str(caught.value)
    assert "http://skara.localhost:8000" in str(caught.value)
    assert "Inget har ändrats" in str(caught.value)
    with HomeLock(tmp_path):
        pass


def test_a_killed_house_does_not_keep_the_home(tmp_path: Path) -> None:
    program = "import sys, time; from pathlib import Path; from samverk.project.embedded.lock import HomeLock; "
    program += "HomeLock(Path(sys.argv[1])).acquire(); print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(AlreadyRunningError, match=f"process {holder.pid}"):
        HomeLock(tmp_path).acquire()
    holder.kill()
    holder.communicate()
    with HomeLock(tmp_path) as lock:
        lock.publish(address="http://a")  # shorter than what the dead one wrote
        with pytest.raises(AlreadyRunningError, match="http://a "):
            HomeLock(tmp_path).acquire()


def test_a_taken_port_names_the_program_that_has_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free(port)
        with pytest.raises(PortInUseError) as caught:
            require_free_port(port)
    assert f"Port {port} används redan av" in str(caught.value)
    assert f"(process {os.getpid()})" in str(caught.value)
    assert port_is_free(port)
    require_free_port(port)


def test_a_number_that_is_no_port_is_refused() -> None:
    with pytest.raises(PortInUseError, match="mellan 1 och 65535"):
        require_free_port(70000)
