"""The database itself refuses to change or remove what is released (architecture, section 5).

A release may be withdrawn, once. Only the erasure of the template that released it takes it away, and says so.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('samverk.erases', true) = OLD.schema_name THEN
            RETURN OLD;
        END IF;
    ELSIF TG_TABLE_NAME = 'catalogue_release' THEN
        IF to_jsonb(OLD)->>'withdrawn_at' IS NULL
            AND to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_why' = to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_why' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what is released is never changed or removed';
END $$;
CREATE TRIGGER catalogue_release_is_never_changed BEFORE UPDATE OR DELETE ON catalogue_release
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_never_changed();
CREATE TRIGGER catalogue_releaseditem_is_never_changed BEFORE UPDATE OR DELETE ON catalogue_releaseditem
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_never_changed();
"""
BACKWARD = """
DROP TRIGGER catalogue_release_is_never_changed ON catalogue_release;
DROP TRIGGER catalogue_releaseditem_is_never_changed ON catalogue_releaseditem;
DROP FUNCTION catalogue_is_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
