"""Measures what 290 sites cost beside one; prints a table (law 10, TN-02).

    make bench-many                          290 sites; a quarter of an hour, 4 GB of disk
    make bench-many ARGS="--sites 30 --rounds 3"

Two databases of their own on one server (`.samverk/bench-many`, fsync on): one holds Skara, the other Skara and the rest,
made by clone. Each has a web server with two sync workers. Pages are asked for by a signed-in person from another process,
one at a time; the two take turns in every round, so that whatever else the machine does meets both. CPU is what the web
processes and the database's connections used (/proc). The migrations are made-up releases through the real command.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

from many_house import House, anonymous_megabytes, proportional_megabytes  # noqa: E402
from many_steps import STEPS  # noqa: E402

MIGRATION = """
from django.db import migrations, models


def fill(apps, schema_editor):
    Authority = apps.get_model("people", "Authority")
    Authority.objects.create(name="Bench", kind="board", valid_from="2026-01-01")


class Migration(migrations.Migration):
    dependencies = [("people", "{after}")]
    operations = [{operation}]
"""
COLUMN = 'migrations.AddField("unit", "bench_{number}", models.CharField(max_length=20, null=True))'
PYTHON = "migrations.RunPython(fill, migrations.RunPython.noop)"


def step(name: str, *, url: str, environment: dict[str, str] | None = None, **values: object) -> Any:
    """Run one of `many_steps` in a process of its own on that database."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), "--step", name, json.dumps(values)],
        env={**os.environ, "DATABASE_URL": url, **(environment or {})},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def migrate(url: str, environment: dict[str, str] | None = None) -> dict[str, float]:
    """`samverk migrate` as an operator runs it: wall clock and CPU seconds of the command, its start included."""
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "samverk.project.cli", "migrate", "--json"],
        env={**os.environ, "DATABASE_URL": url, **(environment or {})},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    wall, after = time.perf_counter() - started, os.times()
    if done.returncode:
        raise SystemExit(done.stderr[-3000:] + done.stdout[-3000:])
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": wall, "cpu": cpu, "changed": len(json.loads(done.stdout)["changed"])}


def made_up_release(folder: Path, *operations: str) -> dict[str, str]:
    """Environment of the code with one more migration of `people` for each operation."""
    package = folder / "bench_people_migrations"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(ROOT / "platform/samverk/people/migrations", package, ignore=shutil.ignore_patterns("__pycache__"))
    after = sorted(path.stem for path in package.glob("[0-9]*.py"))[-1]
    for number, operation in enumerate(operations, start=1):
        name = f"90{number:02}_bench"
        text = MIGRATION.format(after=after, operation=operation.format(number=number))
        (package / f"{name}.py").write_text(text)
        after = name
    (folder / "bench_settings.py").write_text(
        "from samverk.project.settings import *\nMIGRATION_MODULES = {'people': 'bench_people_migrations'}\n"
    )
    path = os.pathsep.join([str(folder), str(ROOT), str(ROOT / "platform")])
    return {"DJANGO_SETTINGS_MODULE": "bench_settings", "PYTHONPATH": path}


def p(values: list[float], share: float) -> float:
    """The value below which that share lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def say(*words: object) -> None:
    """Progress, with the load of the machine."""
    print(f"[{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}]", *words, file=sys.stderr, flush=True)


class Table:
    """What is printed at the end."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, what: str, value: str) -> None:
        """One row; the load average belongs to it."""
        self.rows.append((what, value, f"{os.getloadavg()[0]:.1f}"))
        say(what, "=", value)

    def show(self) -> None:
        """As Markdown."""
        print("| what | measured | load |\n|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def pages(table: Table, houses: dict[str, House], rounds: int, requests: int) -> None:
    """The start page with one site and with many, in turn."""
    results: dict[str, list[dict[str, Any]]] = {"one": [], "many": []}
    for _round in range(rounds):
        for name in results:
            results[name].append(houses[name].measure(requests, everybody=False))
    cpu = {name: statistics.median(r["cpu"] for r in found) for name, found in results.items()}
    times = {name: [t for r in found for t in r["times"]] for name, found in results.items()}
    for share, label in ((0.5, "p50"), (0.95, "p95")):
        one, many = p(times["one"], share) * 1000, p(times["many"], share) * 1000
        table.add(f"start page {label}, 1 site → all", f"{one:.1f} → {many:.1f} ms (× {many / one:.2f})")
    ratio = cpu["many"] / cpu["one"]
    table.add("start page CPU, 1 site → all", f"{cpu['one'] * 1000:.1f} → {cpu['many'] * 1000:.1f} ms (× {ratio:.2f})")


def creation_under_load(table: Table, house: House, url: str, seconds: float) -> None:
    """p95 of Skara's start page while six sites are made next door, and what became of Skara's rows (TN-02)."""
    before = step("content_hash", url=url)
    quiet, busy = [], []
    made: dict[str, Any] = {}
    for number in range(3):
        quiet += house.measure_for(seconds)["times"]
        command = [
            sys.executable,
            str(Path(__file__)),
            "--step",
            "create",
            json.dumps({"first": 9000 + 2 * number, "count": 2}),
        ]
        process = subprocess.Popen(
            command,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        # The command's own start is no creation: wait for its word.
        assert process.stdout is not None
        process.stdout.readline()
        busy += house.measure_while(process)["times"]
        made.setdefault("seconds", []).extend(json.loads(process.stdout.read().splitlines()[-1])["seconds"])
    table.add(
        "creation under load, 6 sites",
        f"median {statistics.median(made['seconds']):.2f} s, slowest {max(made['seconds']):.2f} s",
    )
    table.add(
        "Skara's start page p50 / p95 meanwhile",
        " → ".join(f"{p(times, 0.5) * 1000:.0f} / {p(times, 0.95) * 1000:.0f} ms" for times in (quiet, busy)),
    )
    table.add(
        "Skara's rows before and after", "the same hash" if before == step("content_hash", url=url) else "DIFFERENT"
    )


def migrations(table: Table, url: str, sites: int) -> None:
    """Nothing to do, one column, one data migration in Python."""
    walls = [migrate(url) for _number in range(3)]
    table.add(
        f"migrate, nothing to do, {sites} sites",
        f"{statistics.median(w['wall'] for w in walls):.1f} s wall, {statistics.median(w['cpu'] for w in walls):.1f} s CPU of the command",
    )
    with tempfile.TemporaryDirectory() as folder:
        for label, operations in (("one column", [COLUMN]), ("one data migration in Python", [COLUMN, PYTHON])):
            environment = made_up_release(Path(folder), *operations)
            took = migrate(url, environment)
            each = step("each_site", url=url, environment=environment)
            table.add(
                f"migrate, {label}, {took['changed']} sites",
                f"{took['wall']:.1f} s wall, {took['cpu']:.1f} s CPU of the command; a site: median {each['median'] * 1000:.1f} ms, slowest {each['slowest'] * 1000:.0f} ms",
            )


def make(url: str, count: int, jobs: int) -> list[float]:
    """So many sites beside Skara, by so many processes; seconds each. Those that exist are left alone."""
    share = max(1, -(-count // jobs))
    processes = []
    for first in range(1, count + 1, share):
        values = json.dumps({"first": first, "count": min(share, count + 1 - first)})
        command = [sys.executable, str(Path(__file__)), "--step", "create", values]
        environment = {**os.environ, "DATABASE_URL": url}
        processes.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
    seconds: list[float] = []
    for process in processes:
        out, _err = process.communicate()
        seconds += json.loads(out.splitlines()[-1])["seconds"]
    return seconds


def main() -> None:
    """Build, serve, drive, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sites", type=int, default=290)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=1, help="how many sites are made at a time")
    parser.add_argument("--keep", action="store_true", help="leave the databases")
    parser.add_argument("--resume", action="store_true", help="go on with databases that were left")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, values = options.step
        from samverk.project.servers import servers

        with servers():
            print(json.dumps(STEPS[name](**json.loads(values))))
        return
    for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL"):
        os.environ.pop(name, None)
    os.environ["SAMVERK_HOME"] = str(ROOT / ".samverk" / "bench-many")
    from samverk.project.servers import servers

    with servers(), ExitStack() as stack:
        base = os.environ["DATABASE_URL"]
        urls = {
            name: STEPS["database"](base=base, name=f"samverk_{name}", anew=not options.resume)
            for name in ("one", "many")
        }
        try:
            _run(options, urls, stack)
        finally:
            stack.close()
            if not options.keep:
                for name in urls:
                    STEPS["drop_database"](base=base, name=f"samverk_{name}")


def _run(options: argparse.Namespace, urls: dict[str, str], stack: ExitStack) -> None:
    table = Table()
    people = {}
    for name, count in (("one", 1), ("many", options.sites)):
        say(f"building {name}")
        step("build", url=urls[name])
        seconds = make(urls[name], count - 1, options.jobs)
        people[name] = step("people", url=urls[name])
        if name == "many":
            if seconds:
                table.add(
                    f"making a site, {len(seconds)} of them, {options.jobs} at a time",
                    f"median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s",
                )
            size = step("size", url=urls[name])
            table.add("database", f"{size['megabytes']:.0f} MB, {size['tables']} tables")
    houses = {name: stack.enter_context(House(urls[name], people[name])) for name in urls}
    for name, house in houses.items():
        # Every worker has shown every site: that is what a worker looks like in the evening.
        for _lap in range(3):
            house.measure(max(20, len(people[name])), everybody=True)
    pages(table, houses, options.rounds, options.requests)
    everybody = houses["many"].measure(len(people["many"]), everybody=True)
    table.add(
        "start page, all sites in turn",
        f"p50 {p(everybody['times'], 0.5) * 1000:.1f} ms, p95 {p(everybody['times'], 0.95) * 1000:.1f} ms",
    )
    table.add(
        "memory a connection, 1 site → all",
        " → ".join(
            f"{statistics.median(anonymous_megabytes(pid) for pid in houses[name].backends()):.1f} MB"
            for name in ("one", "many")
        ),
    )
    table.add(
        "memory a web worker, 1 site → all",
        " → ".join(
            f"{statistics.median(proportional_megabytes(pid) for pid in houses[name].workers()):.0f} MB"
            for name in ("one", "many")
        ),
    )
    creation_under_load(table, houses["many"], urls["many"], seconds=6)
    stack.close()
    migrations(table, urls["many"], options.sites)
    table.show()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
