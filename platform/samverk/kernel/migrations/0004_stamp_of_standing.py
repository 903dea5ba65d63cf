"""A number that changes with everything people's rights and places follow from (decision 0025)."""

from django.db import migrations, models

# As the log's function: it lies in the schema of its table, names no schema, and writes with that site's key, since the
# transaction may have gone on to another site. It takes the log's lock first: some transactions change before they log
# and some log before they change, and the two would wait for each other at the end.
FORWARD = """
CREATE FUNCTION kernel_renew_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text := coalesce(current_setting('samverk.tenant', true), '');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('samverk.audit.' || TG_TABLE_SCHEMA, 0));
    PERFORM set_config('samverk.tenant', TG_TABLE_SCHEMA, true);
    EXECUTE format('INSERT INTO %I.kernel_stamp AS held (name, value) VALUES (''standing'', $1)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE held.value <> excluded.value',
                   TG_TABLE_SCHEMA)
        USING pg_current_xact_id()::text::bigint;
    PERFORM set_config('samverk.tenant', held, true);
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_audit_is_chained")]
    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("name", models.CharField(max_length=30, primary_key=True, serialize=False)),
                (
                    "value",
                    models.BigIntegerField(help_text="Number of the last transaction that changed one of its tables"),
                ),
            ],
            options={"ordering": ["name"], "default_permissions": ()},
        ),
        migrations.RunSQL(FORWARD, "DROP FUNCTION kernel_renew_stamp();"),
    ]
