"""Questions whose chosen comment was hidden or taken away before are open again, as they are from now on."""

from django.db import migrations

# Of a chosen comment the column holds the number; a question that was answered without one has nothing there.
OPEN = """
UPDATE social_posts_post p SET answered_at = NULL, version = p.version + 1
FROM social_talk_comment c
WHERE p.answer <> '' AND p.answered_at IS NOT NULL AND (c.deleted_at IS NOT NULL OR c.hidden_at IS NOT NULL)
  AND c.id = CASE WHEN p.answer ~ '^[0-9]{1,18}$' THEN p.answer::bigint END
"""


class Migration(migrations.Migration):
    dependencies = [("social_posts", "0002_search_without_marks"), ("social_talk", "0001_talk")]
    operations = [migrations.RunSQL(OPEN, migrations.RunSQL.noop)]
