"""A plain connection to the broker, and the messages of one site that wait there."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from redis import Redis


def broker() -> "Redis":
    """The broker itself; two seconds to answer."""
    url = settings.REDIS_URL
    if url.startswith("redis+socket://"):
        url = "unix://" + url.removeprefix("redis+socket://").replace("virtual_host=", "db=")
    return Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def count_messages(schema_name: str) -> int:
    """How many messages wait for the site, those that a worker holds included."""
    with broker() as client:
        waiting = sum(1 for _queue, _message in _waiting(client, schema_name))
        return waiting + sum(1 for _tag in _held(client, schema_name))


def remove_messages(schema_name: str) -> int:
    """Take every message of the site out of the queues; returns how many."""
    count = 0
    with broker() as client:
        for queue, message in list(_waiting(client, schema_name)):
            count += int(client.lrem(queue, 0, message))
        for tag in list(_held(client, schema_name)):
            count += int(client.hdel("unacked", tag))
            client.zrem("unacked_index", tag)
    return count


def queue_ages(now: float) -> dict[str, float]:
    """Schema → age in seconds of its oldest job that waits; a site with none is left out."""
    oldest: dict[str, float] = {}
    with broker() as client:
        for queue in client.scan_iter(match=f"{settings.CELERY_TASK_DEFAULT_QUEUE}*", _type="list"):
            # The oldest stand last; so many are enough to know that a queue does not move.
            for message in client.lrange(queue, -5000, -1):
                headers = json.loads(message).get("headers", {})
                named, queued_at = headers.get("_schema_name"), headers.get("samverk_queued_at")
                if named and queued_at:
                    oldest[named] = max(oldest.get(named, 0.0), now - float(queued_at))
    return oldest


def _waiting(client: "Redis", schema_name: str) -> Iterator[tuple[Any, Any]]:
    # One list per priority; their names begin with the queue's.
    for queue in client.scan_iter(match=f"{settings.CELERY_TASK_DEFAULT_QUEUE}*", _type="list"):
        for message in client.lrange(queue, 0, -1):
            if _site_of(json.loads(message)) == schema_name:
                yield queue, message


def _held(client: "Redis", schema_name: str) -> Iterator[Any]:
    for tag, held in client.hscan_iter("unacked"):
        if _site_of(json.loads(held)[0]) == schema_name:
            yield tag


def _site_of(message: dict[str, dict[str, str]]) -> str | None:
    return message.get("headers", {}).get("_schema_name")
