"""An entry's link is read and written by statements PostgreSQL plans once a connection: the function's own schema is the
one that is searched, but for a transaction that has changed site since (decision 0009)."""

from importlib import import_module

from django.db import migrations

CANONICAL = import_module("samverk.kernel.migrations.0003_audit_is_chained").CANONICAL

_LINK = "encode(sha256(convert_to(before || ':' || number || ':' || NEW.id || ':' || own, 'UTF8')), 'hex')"
_ELSEWHERE = f"""
    PERFORM set_config('samverk.tenant', TG_TABLE_SCHEMA, true);
    EXECUTE format('SELECT seq, hash FROM %I.kernel_auditlink ORDER BY seq DESC LIMIT 1', TG_TABLE_SCHEMA)
        INTO number, before;
    number := coalesce(number, 0) + 1;
    before := coalesce(before, repeat('0', 64));
    EXECUTE format('INSERT INTO %I.kernel_auditlink (seq, entry_id, entry_hash, previous, hash)
                    VALUES ($1, $2, $3, $4, $5)', TG_TABLE_SCHEMA)
        USING number, NEW.id, own, before, {_LINK};
    PERFORM set_config('samverk.tenant', held, true);
    RETURN NULL;"""
# Each schema has a function of its own, so the plans it keeps are of its own table. A temporary table is found before
# any other of its name, so a session that has made one goes the long way.
_HERE = f"""
    IF held = TG_TABLE_SCHEMA AND current_schema() = TG_TABLE_SCHEMA AND pg_my_temp_schema() = 0 THEN
        SELECT seq, hash INTO number, before FROM kernel_auditlink ORDER BY seq DESC LIMIT 1;
        number := coalesce(number, 0) + 1;
        before := coalesce(before, repeat('0', 64));
        INSERT INTO kernel_auditlink (seq, entry_id, entry_hash, previous, hash)
            VALUES (number, NEW.id, own, before, {_LINK});
        RETURN NULL;
    END IF;"""


def _function(body: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION kernel_audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text := coalesce(current_setting('samverk.tenant', true), '');
    number bigint;
    before text;
    own text := encode(sha256(convert_to({CANONICAL.format(row="NEW")}, 'UTF8')), 'hex');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('samverk.audit.' || TG_TABLE_SCHEMA, 0));{body}
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_own_stamps")]
    operations = [migrations.RunSQL(_function(_HERE + _ELSEWHERE), _function(_ELSEWHERE))]
