"""Answers that are kept for as long as what they follow from stands: rights, places, and which pages there are.

Each request reads the site's stamp of standing together with its person. The database renews the stamp in the
transaction that changes one of the tables (`kernel.stamping`), so an answer under the same stamp is what the database
would say now; a right that was taken away is gone at the next request (PF-02). Decision 0025.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from samverk.kernel.memory import Memory
from samverk.kernel.registries import Registry
from tenants.connection import connection
from tenants.prepared import ask

#: Written by hand and answered so, by what it is about; a test looks at the tables each of them reads.
texts: Registry[str] = Registry("questions answered by standing")
#: The same, of those that are answered for one person.
own_texts: Registry[str] = Registry("questions answered by a person's own stamp")
#: Site, stamp, question and values → rows; news that may stand on a start page are the largest, some fifty kB a person.
#: The time is for a database that was put back and counts on from earlier.
_kept: Memory[list[tuple[Any, ...]]] = Memory(seconds=300, most=5_000)


def answer(
    sql: str, values: Sequence[Any] | Mapping[str, Any] = (), *, person: int | None = None
) -> list[tuple[Any, ...]]:
    """The rows of a question for the active site, asked once for each stamp.

    Every table it reads is one that renews the stamp; `KeptQuery(by_standing=True)` is looked at by a test, and whoever
    asks with SQL of their own names it in `texts`. Outside requests and inside transactions it is asked each time.

    Args:
        sql: as for `prepared.ask`, and nothing in it that time changes.
        values: in order, or by name.
        person: the key of whom the question is about, where it also reads what is theirs alone: tables that renew the
            stamp of each person in a row (`stamping.stamped_for`), looked up by that person. Kept under their own
            stamp beside the site's; asked each time when the request is somebody else's.
    """
    stamp, own = connection.standing, connection.person
    if stamp is None or (person is not None and (own is None or own[0] != person)):
        return ask(sql, values)
    key = (connection.schema_name, stamp, own if person is not None else None, sql, repr(values))
    found = _kept.get(key)
    if found is None:
        found = ask(sql, values)
        _kept.keep(key, found)
    return found
