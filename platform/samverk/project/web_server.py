"""Gunicorn's hooks (`--config python:samverk.project.web_server`)."""

import socket
from functools import partial
from typing import Any

from samverk.project.stack_room import with_room

#: Browsers open connections ahead of time and let go of those they did not need within ten seconds.
WAIT_SECONDS = 30


def when_ready(server: Any) -> None:
    """Hand a connection to a worker when its first words are there, not before.

    A sync worker reads from what it accepted and does nothing else meanwhile: two connections that a browser opened
    ahead of time would stop a house with two workers.
    """
    for listener in server.LISTENERS:
        if listener.sock.family != socket.AF_UNIX:
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, WAIT_SECONDS)


def post_worker_init(worker: Any) -> None:
    """All that the worker ever calls has room on the stack."""
    worker.run = partial(with_room, worker.run)
