"""Build the demo and serve it: database, broker, worker, web server, all from one command."""

import os
import sys
import urllib.request
from datetime import date
from pathlib import Path

from samverk.project.cli.text import Steps, console, table
from samverk.project.embedded.home import disk_warning, prepare_home, resolve_home
from samverk.project.embedded.lock import HomeLock
from samverk.project.embedded.ports import require_free_port
from samverk.project.embedded.supervisor import Child, House
from samverk.project.servers import start_servers

SHOWN = ("redaktor", "medarbetare", "informationschef", "systemforvaltare")
#: Where one municipality's story is told: it has the conflict to settle.
KEEPER = ("tibro.localhost", "lokal-projektledare")


def run_demo(*, scale: str, serve: bool, port: int, seed: int, as_of: date | None, workers: int, steps: Steps) -> None:
    """Everything `make demo` does; returns when the person presses Ctrl-C.

    Args:
        scale: small, full or load.
        serve: False builds only.
        port: of the web server, on loopback.
        seed: of what is drawn by chance.
        as_of: the day the news are counted from; None is today at the first build.
        workers: web processes.
        steps: told what is being done.

    Raises:
        HouseError: with a sentence for a person: port in use, disk full, already running …
    """
    home = prepare_home(resolve_home())
    warning = disk_warning(home)
    if warning:
        steps(warning)
    with HomeLock(home) as lock:
        if serve:
            require_free_port(port)
        with House(home, on_message=steps) as house:
            for name, server, _started_here in start_servers(home, on_progress=steps):
                # Kept, not only stopped: one that dies is started again, also one a killed demo left behind.
                house.keep(name, server)
            build(scale=scale, seed=seed, as_of=as_of, steps=steps)
            if not serve:
                return
            address = f"http://skara.localhost:{port}/"
            os.environ["SAMVERK_PUBLIC_PORT"] = "" if port == 80 else str(port)
            house.start(worker(home))
            steps("Startar webbservern …")
            house.start(web(home, port=port, workers=workers))
            lock.publish(address=address)
            tell(scale=scale, port=port)
            code = house.run()
    if code:
        sys.exit(code)


def build(*, scale: str, seed: int, as_of: date | None, steps: Steps) -> None:
    """Tables, static files and demo data; what is there already is left alone."""

    os.environ["SAMVERK_DEMO"] = "1"
    import django

    django.setup()
    from samverk.project.demo.build import build_demo
    from samverk.project.migrating import migrate
    from samverk.project.static_files import collect_static

    migrate(on_progress=steps)
    if collect_static():
        steps("Formatmallar, typsnitt och skript är på plats")
    build_demo(scale=scale, seed=seed, as_of=as_of, on_progress=steps.count)
    from django.db import connection

    connection.close()


def web(home: Path, *, port: int, workers: int) -> Child:
    """The web server: sync processes, recycled so that catalogue caches do not grow for ever (law 10)."""
    argv = [
        sys.executable, "-m", "gunicorn", "samverk.project.wsgi:application",
        "--config", "python:samverk.project.web_server",
        "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--worker-class", "sync",
        "--max-requests", "5000", "--max-requests-jitter", "500", "--timeout", "60", "--graceful-timeout", "10",
        "--keep-alive", "2", "--worker-tmp-dir", str(home), "--preload", "--no-control-socket",
        # SCRIPT_NAME from a client would move our addresses past what looks at them.
        "--forwarder-headers", "",
        "--logger-class", "samverk.project.web_log.WebLog",
    ]  # fmt: skip
    return Child("web", argv, own_environment(), ready=lambda: answers(port))


def worker(home: Path) -> Child:
    """The worker, with the clock inside."""
    argv = [
        sys.executable, "-m", "celery", "-A", "samverk.project.celery", "worker", "--beat",
        "--schedule", str(home / "beat-schedule"), "--pool", "prefork", "--concurrency", "1",
        "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    return Child("worker", argv, own_environment())


def own_environment() -> dict[str, str]:
    """Ours, but for where log lines go: a program's stderr is its own log file already."""
    return {name: value for name, value in os.environ.items() if name != "SAMVERK_LOG"}


def answers(port: int) -> bool:
    """Does the health page answer?"""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/halsa/", timeout=2) as response:  # nosec B310
            return bool(response.status == 200)
    except OSError:
        return False


def tell(*, scale: str, port: int) -> None:
    """Addresses and accounts, for the newcomer."""
    from samverk.project.demo.accounts import demo_accounts

    hosts = {"skara.localhost", "hjo.localhost", "mall.localhost", "gvs12.localhost"}
    found = [
        a
        for a in demo_accounts(scale)
        if a.host == "localhost" or (a.host in hosts and a.username in SHOWN) or (a.host, a.username) == KEEPER
    ]
    console.print()
    table(
        ["Adress", "Användarnamn", "Roll"],
        [[f"http://{a.host}:{port}/", a.username, a.role] for a in found],
    )
    console.print(
        "\nLösenord för alla: [bold]samverk-demo[/]   Fler konton: [bold].venv/bin/samverk demo accounts[/]"
        f"\nBörja här: [bold]http://skara.localhost:{port}/[/]   Avsluta: Ctrl-C\n"
    )
