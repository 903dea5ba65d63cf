"""A hundred thousand generated probes across sites: how many leaks, how many server errors.

    make probes                                  100 000 requests, two processes of four threads, ~2 000 jobs
    make probes ARGS="--count 5000 --seed 7"

The tests' own servers and template database; real commits; a real prefork worker for the jobs. Exit code 1 for any
leak or any answer of 500 or more. The seed is printed: the same seed asks the same again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]


def main() -> int:
    """Plant, let the children ask, add up."""
    options = _options()
    if options.child:
        return _child(options)
    from tests.support import servers

    servers.prepare()
    try:
        import django

        django.setup()
        return _parent(options)
    finally:
        servers.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2_000)
    parser.add_argument("--child", default="")
    return parser.parse_args()


def _parent(options: argparse.Namespace) -> int:
    from tests.isolation import probes
    from tests.support import databases

    started = time.monotonic()
    print(f"seed {options.seed}", flush=True)
    with databases.scratch_database("probes") as url, tempfile.TemporaryDirectory() as folder:
        planted = probes.plant()
        known = Path(folder, "planted.json")
        known.write_text(json.dumps(planted.as_json()))
        share = options.count // options.processes
        command = [sys.executable, __file__, "--child", str(known), "--count", str(share)]
        command += ["--threads", str(options.threads)]
        children = [
            subprocess.Popen(
                [*command, "--seed", str(options.seed + number)],
                env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "samverk.project.settings.test"},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                cwd=ROOT,
            )
            for number in range(options.processes)
        ]
        told = [json.loads(child.communicate()[0].splitlines()[-1]) for child in children]
        jobs = _jobs(options, url)
    total: dict[str, int] = {}
    for outcome in told:
        for status, count in outcome["statuses"].items():
            total[status] = total.get(status, 0) + count
    leaks = [leak for outcome in told for leak in outcome["leaks"]] + jobs["leaks"]
    errors = [error for outcome in told for error in outcome["errors"]]
    result = {
        "seed": options.seed,
        "requests and cache questions": sum(outcome["count"] for outcome in told),
        "jobs": jobs["count"],
        "answers with the site's own word": sum(outcome["reached"] for outcome in told),
        "statuses": dict(sorted(total.items())),
        "leaks": len(leaks),
        "server errors": len(errors),
        "seconds": round(time.monotonic() - started),
    }
    for line in [*leaks[:20], *errors[:20]]:
        print(line)
    print(json.dumps(result, ensure_ascii=False))
    return int(bool(leaks or errors or jobs["count"] < options.jobs))


def _child(options: argparse.Namespace) -> int:
    import logging

    import django

    django.setup()
    # Of what goes wrong the report tells why; all else would drown it.
    logging.disable(logging.WARNING)
    from tests.isolation import probes

    for logger in map(logging.getLogger, logging.root.manager.loggerDict):
        logger.handlers, logger.propagate = [], True
    logging.root.handlers = [probes.Reasons()]
    probes.keep_connections()
    planted = probes.Planted(**json.loads(Path(options.child).read_text()))
    outcome = probes.run(planted, seed=options.seed, count=options.count, threads=options.threads)
    print(
        json.dumps(
            {
                "count": outcome.count,
                "reached": outcome.reached,
                "statuses": {str(status): count for status, count in outcome.statuses.items()},
                "leaks": outcome.leaks,
                "errors": outcome.errors,
            }
        )
    )
    return 0


def _jobs(options: argparse.Namespace, url: str) -> dict[str, object]:
    """Queue jobs of all sites mixed; a real worker of two processes tells where each ran and what it saw."""
    import random

    from samverk.project.health import broker
    from tenants.models import Tenant
    from tenants.site_context import site
    from tests.isolation.probes import SLUGS
    from tests.support import tasks

    broker().flushdb()
    command = [
        sys.executable, "-m", "celery", "-A", "samverk.project.celery", "-q", "worker", "-I", "tests.support.tasks",
        "--pool", "prefork", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "ERROR",
    ]  # fmt: skip
    tenants = {tenant.slug: tenant for tenant in Tenant.objects.all()}
    titles = {}
    dice = random.Random(options.seed)
    for slug in SLUGS:
        with site(tenants[slug]):
            titles[slug] = tasks.here()["title"]
    for _number in range(options.jobs):
        slug = dice.choice(SLUGS)
        with site(tenants[slug]):
            tasks.where.delay(asked_in=slug)
    worker = subprocess.Popen(
        command, env={**os.environ, "DATABASE_URL": url}, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    leaks = []
    count = 0
    deadline = time.monotonic() + 300
    try:
        while count < options.jobs and time.monotonic() < deadline:
            told = broker().lpop(tasks.RESULTS)
            if told is None:
                time.sleep(0.05)
                continue
            count += 1
            facts = json.loads(told)
            slug = facts["asked_in"]
            expected = {"wrapper": slug, "schema": slug, "key": slug, "title": titles[slug]}
            if any(facts[name] != value for name, value in expected.items()):
                leaks.append(f"job of {slug}: {facts}")
    finally:
        worker.terminate()
        worker.wait(30)
    return {"count": count, "leaks": leaks}


if __name__ == "__main__":
    sys.exit(main())
