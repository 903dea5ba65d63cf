"""CPU of the processes of one house, and of nothing else on the machine."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_below(roots: list[int]) -> float:
    """CPU seconds so far of these processes and all their descendants, those that have ended included.

    Args:
        roots: pids: the demo's (web and worker are its children) and PostgreSQL's first.
    """
    parents, used = {}, {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            own = sum(int((task / "schedstat").read_text().split()[0]) for task in (folder / "task").iterdir())
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        # Own time to the nanosecond, and that of children that ended and were waited for, in ticks.
        used[int(folder.name)] = own / 1e9 + sum(int(field) for field in fields[13:15]) / TICKS
    return sum(seconds for pid, seconds in used.items() if _is_below(pid, roots, parents))


def _is_below(pid: int, roots: list[int], parents: dict[int, int]) -> bool:
    while pid > 1:
        if pid in roots:
            return True
        pid = parents.get(pid, 0)
    return False


def below_named(root: int, word: str) -> list[int]:
    """Pids below `root` whose command line holds `word`: the web server's among a demo's, without its worker."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found = []
    for pid in parents:
        try:
            told = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if word in told and _is_below(pid, [root], parents):
            found.append(pid)
    return found
