"""Beside the site's stamp one for each person, of what is theirs alone: receipts, reminders, absences (decision 0025)."""

from django.db import migrations

# As kernel_renew_stamp, whose reasons hold here: the site's key, the log's lock first. The arguments are the columns
# that hold persons' keys; a row that goes over from one person to another is both's.
FORWARD = """
CREATE FUNCTION kernel_renew_own_stamps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text := coalesce(current_setting('samverk.tenant', true), '');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('samverk.audit.' || TG_TABLE_SCHEMA, 0));
    PERFORM set_config('samverk.tenant', TG_TABLE_SCHEMA, true);
    EXECUTE format('INSERT INTO %I.kernel_stamp AS held (name, value)
                    SELECT DISTINCT ''own:'' || person, $1
                    FROM unnest($2) AS name, LATERAL (VALUES ($3 ->> name), ($4 ->> name)) AS told (person)
                    WHERE person IS NOT NULL
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE held.value <> excluded.value',
                   TG_TABLE_SCHEMA)
        USING pg_current_xact_id()::text::bigint, TG_ARGV::text[], to_jsonb(OLD), to_jsonb(NEW);
    PERFORM set_config('samverk.tenant', held, true);
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_stamp_of_standing")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION kernel_renew_own_stamps();")]
