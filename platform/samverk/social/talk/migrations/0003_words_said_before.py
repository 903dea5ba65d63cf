"""Words with # in comments that were written before: they are found, as from now on."""

from django.db import migrations

# As `social.tags.TAG`; the first ten of a text.
_WORD = r"(?<![[:alnum:]_#&/.])#([[:alpha:]][[:alnum:]_-]{1,38}[[:alnum:]_])"
FILL = f"""
UPDATE social_talk_comment SET tags = (
    SELECT (array_agg(DISTINCT lower(found[1])))[1:10] FROM regexp_matches(text, '{_WORD}', 'g') AS found)
WHERE text ~ '{_WORD}'
"""


class Migration(migrations.Migration):
    dependencies = [("social_talk", "0002_words_with_a_sign")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
