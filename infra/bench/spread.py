"""Distributes a release of 500 items to many municipalities by the real worker; prints what each of them took.

    make bench-spread                              12 municipalities; the bound is 60 seconds
    make bench-spread ARGS="--sites 290"           time a municipality, the first tenth beside the last; half an hour

The house has a home of its own (`.samverk/bench-spread`, embedded servers, fsync on). Every municipality takes what is new
by itself. Two releases go out through the template's own doors: all items new, then one paragraph changed in each, where
every municipality has adapted one item in ten before. The clock runs from the moment the release is committed until the
worker, the command that people run with two processes, has said of every municipality that it is done; the seconds a
municipality are the worker's own. Exit code 1 over the bound, and when a municipality lacks anything.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".samverk" / "bench-spread"
sys.path.insert(0, str(Path(__file__).parent))

import spread_steps as steps  # noqa: E402

#: Of twelve municipalities, in seconds (the issue's own).
BOUND = 60
SAID = re.compile(r"Task shared_templates\.take_what_is_quiet\[.*succeeded in ([0-9.]+)s")
FAILED = re.compile(r"Task shared_templates\..* raised .*")


def say(*words: object) -> None:
    """Progress, with the load of the machine."""
    print(f"[{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}]", *words, file=sys.stderr, flush=True)


@contextmanager
def worker(log: Path) -> Iterator[None]:
    """The real worker with two processes; its own words go to `log`."""
    command = [
        sys.executable, "-m", "celery", "-A", "samverk.project.celery", "worker", "--pool", "prefork",
        "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT)
        try:
            deadline = time.monotonic() + 60
            while " ready." not in log.read_text():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"the worker did not start: {log}")
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def spread(sites: int, items: int, number: int) -> tuple[float, list[float]]:
    """Release once and wait: (seconds until the last municipality has it, seconds of each in the order they were done)."""
    log = HOME / f"worker-{number}.log"
    with worker(log):
        steps.publish(items, number)
        started = time.perf_counter()
        took: list[float] = []
        begun = ""
        # Only what is new: reading it all each time would slow the worker down more and more.
        with log.open() as words:
            while len(took) < sites:
                whole, _newline, begun = (begun + words.read()).rpartition("\n")
                if failed := FAILED.search(whole):
                    raise SystemExit(failed[0])
                took += [float(seconds) for seconds in SAID.findall(whole)]
                if time.perf_counter() - started > 30 * sites:
                    raise SystemExit(f"{len(took)} of {sites} municipalities are done")
                time.sleep(0.1)
        return time.perf_counter() - started, took


def told(name: str, whole: float, took: list[float]) -> list[tuple[str, str]]:
    """Rows of the table for one release."""
    tenth = max(1, len(took) // 10)
    first, last = (statistics.median(part) for part in (took[:tenth], took[-tenth:]))
    slope = statistics.linear_regression(range(len(took)), took).slope if len(took) > 1 else 0.0
    return [
        (f"{name}: all {len(took)} municipalities", f"{whole:.1f} s"),
        (f"{name}: a municipality", f"median {statistics.median(took):.2f} s, slowest {max(took):.2f} s"),
        (f"{name}: median of the first tenth → the last", f"{first:.2f} → {last:.2f} s (× {last / first:.2f})"),
        (f"{name}: slope", f"{slope * 1000:+.2f} ms a municipality"),
    ]


def run(sites: int, items: int) -> int:
    """Make the house, release twice, look."""
    rows: list[tuple[str, str]] = []
    say(f"making {sites} municipalities")
    started = time.perf_counter()
    steps.build(sites)
    say(f"made in {time.perf_counter() - started:.0f} s; writing {items} masters")
    size = steps.write(items, 1)
    rows.append(("items, size on average", f"{items}, {size / 1024:.1f} kB"))
    slow, wrong = [], []
    for number, name in ((1, "all new"), (2, "one paragraph changed in each")):
        if number == 2:
            steps.adapt()
            steps.write(items, 2)
        say(f"releasing: {name}")
        whole, took = spread(sites, items, number)
        rows += told(name, whole, took)
        slow += [name] if sites <= 12 and whole > BOUND else []
        wrong += steps.lacking(items, number)
    print("| what | measured |\n|---|---|")
    for row in [*rows, ("municipalities that lack something", ", ".join(wrong) or "none")]:
        print("| " + " | ".join(row) + " |")
    return 1 if slow or wrong else 0


def main() -> int:
    """Read the command line, prepare an empty home."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--keep", action="store_true", help="leave the home")
    options = parser.parse_args()
    for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL"):
        os.environ.pop(name, None)
    os.environ["SAMVERK_HOME"] = str(HOME)
    shutil.rmtree(HOME, ignore_errors=True)
    from samverk.project.servers import servers

    try:
        with servers():
            return run(options.sites, options.items)
    finally:
        if not options.keep:
            shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
