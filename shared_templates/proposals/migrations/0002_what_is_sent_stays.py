"""What the database itself sees to: a proposal that is sent stays as it is, and takes its answers with it when erased.

The rows that answer a proposal belong to other sites, so that a deletion by Django would not reach them past row-level
security; a foreign key's own does.
"""

from django.db import migrations

_ANSWERS = ("decision", "vote", "comment")
FORWARD = """
CREATE FUNCTION proposals_sent_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NULL OR
        to_jsonb(NEW) - 'withdrawn_at' - 'sender' - 'sender_title'
            = to_jsonb(OLD) - 'withdrawn_at' - 'sender' - 'sender_title' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a proposal that is sent is never changed';
END $$;
CREATE TRIGGER proposals_sent_is_not_changed BEFORE UPDATE ON proposals_proposal
    FOR EACH ROW EXECUTE FUNCTION proposals_sent_is_not_changed();
""" + "".join(
    f"ALTER TABLE proposals_{name} ADD CONSTRAINT proposals_{name}_goes_with_its_proposal"
    " FOREIGN KEY (proposal_id) REFERENCES proposals_proposal (id) ON DELETE CASCADE;"
    for name in _ANSWERS
)
BACKWARD = (
    "".join(f"ALTER TABLE proposals_{name} DROP CONSTRAINT proposals_{name}_goes_with_its_proposal;" for name in _ANSWERS)
    + """
DROP TRIGGER proposals_sent_is_not_changed ON proposals_proposal;
DROP FUNCTION proposals_sent_is_not_changed();
"""
)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
