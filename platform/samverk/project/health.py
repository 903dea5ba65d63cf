"""Facts about the house, for the health page and the doctor."""

import json
import time

from django.conf import settings
from django.core.cache import caches
from django.db import connection

from samverk.kernel.registries import Probe, health_probes
from samverk.project.timers import PULSE_KEY
from tenants.broker import broker

__all__ = ["broker", "health"]

#: The worker's pulse comes every 5 s; three missed in a row mean it is gone.
PULSE_LIMIT_SECONDS = 20
QUEUE_LIMIT_SECONDS = 120


def health() -> tuple[dict[str, object], bool]:
    """Facts, and whether the house can serve people (the database answers)."""
    database = _database()
    queue = _queue()
    worker = _worker()
    serves = bool(database["ok"])
    rooms = {name: _probe(probe) for name, probe in health_probes}
    fine = serves and bool(worker["ok"]) and bool(queue["ok"]) and all(bool(facts["ok"]) for facts in rooms.values())
    return {
        "status": "ok" if fine else ("degraded" if serves else "down"),
        "database": database,
        "worker": worker,
        "queue_age": queue["age_seconds"],
        "queue": queue,
        **rooms,
        "version": settings.SAMVERK_VERSION,
    }, serves


def _probe(probe: Probe) -> dict[str, object]:
    """What a room says of itself; one that breaks is not well."""
    try:
        facts = probe.ask()
    except Exception as error:
        return {"ok": False, "why": type(error).__name__}
    return {"ok": True, **facts}


def _database() -> dict[str, object]:
    started = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        return {"ok": False, "why": type(error).__name__}
    return {"ok": True, "milliseconds": round((time.perf_counter() - started) * 1000, 1)}


def _worker() -> dict[str, object]:
    try:
        pulse = caches["deployment"].get(PULSE_KEY)
    except Exception as error:
        return {"ok": False, "why": type(error).__name__}
    if pulse is None:
        return {"ok": False, "why": "no pulse"}
    age = round(time.time() - float(pulse), 1)
    return {"ok": age < PULSE_LIMIT_SECONDS, "seconds_since_pulse": age}


def _queue() -> dict[str, object]:
    try:
        client = broker()
        waiting = int(client.llen(settings.CELERY_TASK_DEFAULT_QUEUE))
        oldest = client.lindex(settings.CELERY_TASK_DEFAULT_QUEUE, -1)
    except Exception as error:
        return {"ok": False, "why": type(error).__name__, "age_seconds": None}
    age = 0.0
    if oldest:
        queued_at = json.loads(oldest).get("headers", {}).get("samverk_queued_at")
        age = round(time.time() - queued_at, 1) if queued_at else 0.0
    return {"ok": age < QUEUE_LIMIT_SECONDS, "waiting": waiting, "age_seconds": age}
