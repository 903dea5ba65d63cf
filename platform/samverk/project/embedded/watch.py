"""The night watch: ends the children's process groups when the house is killed and cannot do it itself.

Run as a file with `python -I -S watch.py SECONDS`. Reads "+GROUP" and "-GROUP" lines; when the pipe closes,
whatever groups are left get SIGTERM, that many seconds, and SIGKILL.
"""

import os
import signal
import sys
import time
from contextlib import suppress


def main(patience: float) -> None:
    """Keep the list until the pipe closes, then see to it that nobody on it is left."""
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        with suppress(ProcessLookupError):
            os.kill(group, signal.SIGTERM)  # the leader only: it ends its workers in good order
    deadline = time.monotonic() + patience
    while any(_exists(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(float(sys.argv[1]))
