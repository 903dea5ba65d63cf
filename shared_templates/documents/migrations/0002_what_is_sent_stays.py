"""The database itself refuses to change or remove a document that is sent (TP-15).

A person who is erased leaves the row; the name that stands in what was sent stays in it.
"""

from django.db import migrations

# The function lies in the schema of the table, so that a site can be dumped and moved alone.
FORWARD = """
CREATE FUNCTION project_documents_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    ELSIF TG_OP = 'UPDATE' AND NEW.writer_id IS NULL AND to_jsonb(NEW) - 'writer_id' = to_jsonb(OLD) - 'writer_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a document that is sent is never changed or removed';
END $$;
CREATE TRIGGER project_documents_sent_stays BEFORE UPDATE OR DELETE ON project_documents_document
    FOR EACH ROW EXECUTE FUNCTION project_documents_sent_stays();
"""
BACKWARD = """
DROP TRIGGER project_documents_sent_stays ON project_documents_document;
DROP FUNCTION project_documents_sent_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("project_documents", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
