"""Turn what a server wrote in its log before it gave up into something a person can act on."""

import re
from pathlib import Path

_KNOWN = (
    (
        r"No space left on device|could not extend file|Disk quota exceeded",
        "Disken är full. Inget som var sparat har gått förlorat. Frigör plats och starta igen.",
    ),
    (
        r"database files are incompatible with server",
        (
            "Datamappen skapades av en annan huvudversion av PostgreSQL. Data är orörda. Installera den "
            "tidigare versionen av Samverk, säkerhetskopiera med pg_dump och läs in i den nya."
        ),
    ),
    (
        r"could not create shared memory|could not resize shared memory|Cannot allocate memory|Out of memory",
        "Datorn har för lite minne. Inget har gått förlorat. Stäng något program och starta igen.",
    ),
    (
        r"has wrong ownership|invalid permissions|Permission denied|Operation not permitted",
        (
            "Mappen med data kan inte läsas av den användare som kör servern. Data är orörda. Starta som "
            "samma användare som förra gången, eller rätta mappens ägare."
        ),
    ),
    (
        r"Address already in use|could not bind|Is another postmaster|lock file .* already exists",
        "En annan server håller redan i samma mapp. Inget har gått förlorat. Stoppa den och starta igen.",
    ),
    (
        r"invalid checkpoint record|could not locate a valid checkpoint|invalid page|Bad file format reading",
        (
            "Filerna med data är skadade. Rör dem inte. Läs tillbaka den senaste säkerhetskopian, eller sätt "
            "SAMVERK_HOME till en ny mapp för att börja om."
        ),
    ),
)
_TAIL_LINES = 8


def explain(log_text: str, *, log: Path) -> str:
    """Return cause and advice for the failure that the log ends with, and where the whole log lies."""
    for pattern, advice in _KNOWN:
        if re.search(pattern, log_text):
            return f"{advice} Mer står i {log}."
    tail = "\n".join(log_text.strip().splitlines()[-_TAIL_LINES:]) or "(loggen är tom)"
    return f"Inget som var sparat har gått förlorat. Loggen {log} slutar så här:\n{tail}"
