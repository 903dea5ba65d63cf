"""Drives pages from a process of its own and tells how long each request took.

python drive.py URL HOST COOKIE COUNT THREADS [FORM]   →   JSON on stdout: seconds per request, and wall seconds

FORM is the path of a page with a form, and the fields to send as JSON: `/nyheter/x/ {"text": "Hej"}`; the address
asked for is then POSTed to, with the form's own hidden fields (its once-only number is made anew each time).
"""

import http.client
import json
import re
import sys
import threading
import time
import uuid
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def ask(port: int, method: str, path: str, headers: dict[str, str], body: str | None = None) -> tuple[int, str, str]:
    """One request on a connection of its own: status, body, cookies set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    cookies = "; ".join(c.split(";")[0] for c in response.headers.get_all("Set-Cookie") or [])
    connection.close()
    return response.status, text, cookies


def form_fields(port: int, page: str, action: str, headers: dict[str, str]) -> tuple[dict[str, str], str]:
    """The hidden fields of the form on `page` that posts to `action`, and the cookies the page set."""
    status, text, cookies = ask(port, "GET", page, headers)
    form = next((f for f in re.findall(r"<form.*?</form>", text, re.DOTALL) if f'action="{action}"' in f), None)
    if status != 200 or form is None:
        raise SystemExit(f"{page}: {status}, no form that posts to {action}")
    return dict(HIDDEN.findall(form)), cookies


def drive(url: str, host: str, cookie: str, count: int, threads: int, form: str = "") -> dict[str, object]:
    """`count` requests spread over `threads` threads; any answer but 200 (a redirect, for a form) ends the bench."""
    parts = urlsplit(url)
    port, headers = parts.port or 80, {"Host": host, "Cookie": cookie}
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    times: list[float] = []
    wrong: list[int] = []
    fields: dict[str, str] = {}
    once: list[str] = []
    if form:
        page, _, given = form.partition(" ")
        fields, cookies = form_fields(port, page, parts.path, headers)
        once = [name for name, value in fields.items() if _is_uuid(value)]
        fields |= json.loads(given)
        headers |= {
            "Cookie": f"{cookie}; {cookies}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{host}:{port}",
        }
        headers["Host"] = f"{host}:{port}"

    def work(share: int) -> None:
        for _number in range(share):
            body = urlencode(fields | {name: str(uuid.uuid4()) for name in once}) if form else None
            started = time.perf_counter()
            status = ask(port, "POST" if form else "GET", address, headers, body)[0]
            times.append(time.perf_counter() - started)
            if status != (302 if form else 200):
                wrong.append(status)
                return

    pool = [threading.Thread(target=work, args=(count // threads,)) for _ in range(threads)]
    started = time.perf_counter()
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    return {"times": times, "wall": time.perf_counter() - started, "wrong": wrong}


def _is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False


if __name__ == "__main__":
    url, host, cookie, count, threads, *form = sys.argv[1:]
    print(json.dumps(drive(url, host, cookie, int(count), int(threads), *form)))
