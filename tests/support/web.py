"""The web server as the house starts it, on a database of a test's own; and people in front of it."""

import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from samverk.project.serving import answers, web
from tests.support.servers import CHECKOUT

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_FORM = re.compile(r"<form.*?</form>", re.DOTALL)
#: Everybody waits for few workers; nobody is told to go away.
PATIENCE = 300


@contextmanager
def web_server(database: str, *, workers: int) -> Iterator[int]:
    """gunicorn, stopped afterwards; gives its port.

    Args:
        database: address of the database, as `committed` gives it.
        workers: web processes.
    """
    home = Path(os.environ["SAMVERK_HOME"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    child = web(home, port=port, workers=workers)
    with (home / "web.log").open("w") as log:
        environment = {**os.environ, **(child.env or {}), "DATABASE_URL": database}
        process = subprocess.Popen(child.argv, env=environment, cwd=CHECKOUT, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 60
            while not answers(port):
                assert process.poll() is None, (home / "web.log").read_text()
                assert time.monotonic() < until, (home / "web.log").read_text()
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


class Visitor:
    """One person's browser on one site: cookies of its own, a connection for each request."""

    def __init__(self, *, port: int, host: str, session: str) -> None:
        self.port = port
        self.host = f"{host}:{port}"
        self.cookies = dict([session.split("=", 1)])

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body."""
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body=urlencode(fields) if fields is not None else None, headers=headers)
            response = connection.getresponse()
            body = response.read().decode()
            for cookie in response.headers.get_all("Set-Cookie") or []:
                name, _equals, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return response.status, body
        finally:
            connection.close()

    def open_form(self, page: str, action: str) -> dict[str, str]:
        """The hidden fields of the form on a page that is sent to `action`."""
        status, body = self.ask("GET", page)
        form = next((each for each in _FORM.findall(body) if f'action="{action}"' in each), None)
        assert status == 200, f"{page}: {status}"
        assert form is not None, f"{page}: no form that is sent to {action}"
        return dict(_HIDDEN.findall(form))
