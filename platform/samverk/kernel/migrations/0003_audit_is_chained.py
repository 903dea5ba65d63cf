"""Every audit entry gets its link in the site's chain at the end of its transaction (LAW-54, decision 0009)."""

from django.db import migrations, models

# The canonical text of an entry. samverk.kernel.chain.CANONICAL has the same words; a test compares them.
CANONICAL = """jsonb_build_array(
    {row}.id, to_char({row}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {row}.site, {row}.actor_uuid,
    {row}.actor_name, {row}.capacity, {row}.verb, {row}.object_type, {row}.object_id, {row}.object_label, {row}."right",
    {row}.result, host({row}.address), {row}.details)::text"""

# Functions lie in the schema of their table and name no schema, so that a site can be dumped and moved alone.
# A transaction may have written in several sites, or have changed site since: the row-level-security key is set to
# the entry's own site for the length of the statement.
FORWARD = """
CREATE OR REPLACE FUNCTION kernel_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'kernel_auditentry'
       AND current_setting('samverk.audit_disposal', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit entries are never changed or removed';
END $$;
CREATE TRIGGER kernel_auditentry_not_emptied
    BEFORE TRUNCATE ON kernel_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_is_append_only();
CREATE TRIGGER kernel_auditlink_append_only
    BEFORE UPDATE OR DELETE ON kernel_auditlink
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_is_append_only();
CREATE TRIGGER kernel_auditlink_not_emptied
    BEFORE TRUNCATE ON kernel_auditlink
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_is_append_only();
CREATE FUNCTION kernel_audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text := coalesce(current_setting('samverk.tenant', true), '');
    number bigint;
    before text;
    own text := encode(sha256(convert_to(%(canonical)s, 'UTF8')), 'hex');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('samverk.audit.' || TG_TABLE_SCHEMA, 0));
    PERFORM set_config('samverk.tenant', TG_TABLE_SCHEMA, true);
    EXECUTE format('SELECT seq, hash FROM %%I.kernel_auditlink ORDER BY seq DESC LIMIT 1', TG_TABLE_SCHEMA)
        INTO number, before;
    number := coalesce(number, 0) + 1;
    before := coalesce(before, repeat('0', 64));
    EXECUTE format('INSERT INTO %%I.kernel_auditlink (seq, entry_id, entry_hash, previous, hash)
                    VALUES ($1, $2, $3, $4, $5)', TG_TABLE_SCHEMA)
        USING number, NEW.id, own, before,
              encode(sha256(convert_to(before || ':' || number || ':' || NEW.id || ':' || own, 'UTF8')), 'hex');
    PERFORM set_config('samverk.tenant', held, true);
    RETURN NULL;
END $$;
""" % {"canonical": CANONICAL.format(row="NEW")}

# What was written before there was a chain is linked now, in the order of its numbers.
LINK_OLD = """
DO $$
DECLARE
    entry kernel_auditentry%%ROWTYPE;
    number bigint := 0;
    before text := repeat('0', 64);
    own text;
    linked text;
BEGIN
    FOR entry IN SELECT * FROM kernel_auditentry ORDER BY id LOOP
        number := number + 1;
        own := encode(sha256(convert_to(%(canonical)s, 'UTF8')), 'hex');
        linked := encode(sha256(convert_to(before || ':' || number || ':' || entry.id || ':' || own, 'UTF8')), 'hex');
        INSERT INTO kernel_auditlink (seq, entry_id, entry_hash, previous, hash)
            VALUES (number, entry.id, own, before, linked);
        before := linked;
    END LOOP;
END $$;
CREATE CONSTRAINT TRIGGER kernel_auditentry_is_linked
    AFTER INSERT ON kernel_auditentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_link();
""" % {"canonical": CANONICAL.format(row="entry")}

BACKWARD = """
DROP TRIGGER kernel_auditentry_is_linked ON kernel_auditentry;
DROP TRIGGER kernel_auditentry_not_emptied ON kernel_auditentry;
DROP TRIGGER kernel_auditlink_append_only ON kernel_auditlink;
DROP TRIGGER kernel_auditlink_not_emptied ON kernel_auditlink;
DROP FUNCTION kernel_audit_link();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_audit_is_append_only")]
    operations = [
        migrations.AddField(
            "auditentry",
            "site",
            models.CharField(blank=True, db_default="", max_length=63, help_text="Schema the entry was written in"),
        ),
        migrations.AddField(
            "auditentry",
            "right",
            models.CharField(blank=True, db_default="", max_length=120, help_text="Which right was used (LAW-54)"),
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("entry_hash", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"ordering": ["seq"], "default_permissions": ()},
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(LINK_OLD, migrations.RunSQL.noop),
    ]
