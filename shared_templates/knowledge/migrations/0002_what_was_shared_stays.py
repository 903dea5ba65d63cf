"""The database itself refuses to change what was shared; only its own site's erasure takes it away, and says so."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION knowledge_shared_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('samverk.erases', true) = OLD.schema_name THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what was shared is never changed or removed';
END $$;
CREATE TRIGGER knowledge_shared_is_not_changed BEFORE UPDATE OR DELETE ON knowledge_articleversion
    FOR EACH ROW EXECUTE FUNCTION knowledge_shared_is_not_changed();
"""
BACKWARD = """
DROP TRIGGER knowledge_shared_is_not_changed ON knowledge_articleversion;
DROP FUNCTION knowledge_shared_is_not_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
