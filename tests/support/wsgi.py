"""A request through the WSGI application itself: Django's test client disconnects what ends old connections."""

import io
import sys
from typing import Any


def ask(application: Any, host: str, address: str, *, cookie: str = "", body: bytes | None = None) -> str:
    """The three figures of the answer, which is read to its end.

    Args:
        application: as a web server loads it.
        host: which site.
        address: path and query.
        cookie: of who asks.
        body: of a form that is sent.
    """
    path, _mark, query = address.partition("?")
    answered: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET" if body is None else "POST", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": host, "SERVER_PORT": "80", "HTTP_HOST": host, "HTTP_COOKIE": cookie,
        "HTTP_ORIGIN": f"http://{host}", "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "" if body is None else "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body or b"")), "wsgi.input": io.BytesIO(body or b""), "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    response = application(environ, lambda status, headers, error=None: answered.append(status))
    b"".join(response)
    response.close()
    return answered[0][:3]
