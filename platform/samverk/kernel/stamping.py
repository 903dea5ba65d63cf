"""Which tables a site's stamp of standing stands for, and which a person's own (decision 0025)."""

from collections.abc import Sequence

from django.db import connection, migrations

#: The stamp that kept answers follow; the table holds other numbers of the site beside it.
STANDING = "standing"
#: Before a person's key: the stamp of what is theirs alone.
OWN = "own:"


def stamped(*tables: str, columns: Sequence[str] = ()) -> migrations.RunSQL:
    """A step of a migration: from now on the database renews the stamp when one of these tables changes.

    Args:
        tables: whose rows answers are kept from (`tenants.kept_queries`).
        columns: for tables that change often for other reasons: every column of theirs that a kept answer reads or
            looks them up by, and a change of others renews nothing. New rows and those that go renew it always.
    """
    of = f" OF {', '.join(columns)}" if columns else ""
    return migrations.RunSQL(
        "".join(_ON.format(table=table, of=of) for table in tables),
        "".join(_OFF.format(table=table) for table in tables),
    )


def stamped_by_values(table: str, *columns: str) -> migrations.RunSQL:
    """The same for a table that is often written with most values as they were: only another value renews the stamp.

    Args:
        table: whose rows answers are kept from.
        columns: every one that a kept answer reads or looks rows up by.
    """
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
    return migrations.RunSQL(
        _ON.format(table=table, of="").replace("INSERT OR UPDATE OR DELETE", "INSERT OR DELETE")
        + _ON_CHANGED.format(table=table, columns=", ".join(columns), changed=changed),
        _OFF.format(table=table) + f"DROP TRIGGER {table}_stamps_changed ON {table};",
    )


def stamped_for(table: str, *people: str) -> migrations.RunSQL:
    """A step of a migration: a change of a row renews the stamp of the persons it is about, and no other's.

    Args:
        table: whose rows answers of one person are kept from.
        people: its columns that hold keys of persons; by one of them every kept answer looks its rows up.
    """
    return migrations.RunSQL(
        _ON_OWN.format(table=table, people=", ".join(f"'{name}'" for name in people)), _OFF.format(table=table)
    )


# Deferred to the end of the transaction: the stamp's row is held for as long as it takes to commit, and no more.
_ON = """
CREATE CONSTRAINT TRIGGER {table}_stamps AFTER INSERT OR UPDATE{of} OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kernel_renew_stamp();
CREATE TRIGGER {table}_stamps_emptied AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_renew_stamp();
"""
_ON_CHANGED = """
CREATE CONSTRAINT TRIGGER {table}_stamps_changed AFTER UPDATE OF {columns} ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION kernel_renew_stamp();
"""
# Nobody can say whose rows went when a table is emptied: that renews the stamp everybody's answers follow.
_ON_OWN = """
CREATE CONSTRAINT TRIGGER {table}_stamps AFTER INSERT OR UPDATE OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kernel_renew_own_stamps({people});
CREATE TRIGGER {table}_stamps_emptied AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_renew_stamp();
"""
_OFF = """
DROP TRIGGER {table}_stamps ON {table};
DROP TRIGGER {table}_stamps_emptied ON {table};
"""

_RENEW = """
INSERT INTO {schema}.kernel_stamp AS held (name, value) VALUES (%s, pg_current_xact_id()::text::bigint)
ON CONFLICT (name) DO UPDATE SET value = excluded.value"""


def renew_stamp(schema_name: str) -> None:
    """For rows that were written while the triggers slept, in the transaction that wrote them."""
    with connection.cursor() as cursor:
        cursor.execute(_RENEW.format(schema=connection.ops.quote_name(schema_name)), [STANDING])
