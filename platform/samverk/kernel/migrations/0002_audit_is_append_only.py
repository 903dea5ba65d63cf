"""The database itself refuses to change or remove an audit entry (PF-63)."""

from django.db import migrations

# The function lies in the schema of the table, so that a site can be dumped and moved alone.
FORWARD = """
CREATE FUNCTION kernel_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are never changed or removed';
END $$;
CREATE TRIGGER kernel_auditentry_append_only
    BEFORE UPDATE OR DELETE ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_is_append_only();
"""
BACKWARD = """
DROP TRIGGER kernel_auditentry_append_only ON kernel_auditentry;
DROP FUNCTION kernel_audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
