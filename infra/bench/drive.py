"""Drives pages from a process of its own and tells how long each request took.

python drive.py URL HOST COOKIE COUNT THREADS   →   JSON on stdout: seconds per request, and wall seconds
"""

import http.client
import json
import sys
import threading
import time
from urllib.parse import urlsplit


def drive(url: str, host: str, cookie: str, count: int, threads: int) -> dict[str, object]:
    """`count` requests spread over `threads` threads; any answer but 200 ends the bench."""
    parts = urlsplit(url)
    times: list[float] = []
    wrong: list[int] = []

    def work(share: int) -> None:
        for _number in range(share):
            started = time.perf_counter()
            connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=30)
            connection.request("GET", parts.path, headers={"Host": host, "Cookie": cookie})
            response = connection.getresponse()
            response.read()
            connection.close()
            times.append(time.perf_counter() - started)
            if response.status != 200:
                wrong.append(response.status)
                return

    pool = [threading.Thread(target=work, args=(count // threads,)) for _ in range(threads)]
    started = time.perf_counter()
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    return {"times": times, "wall": time.perf_counter() - started, "wrong": wrong}


if __name__ == "__main__":
    url, host, cookie, count, threads = sys.argv[1:]
    print(json.dumps(drive(url, host, cookie, int(count), int(threads))))
