"""News and pages that were published before this release are found like those after it."""

from django.db import migrations

_NEWS = """
UPDATE intranet_newspage SET out_since = p.first_published_at
FROM wagtailcore_page p WHERE p.id = page_ptr_id AND p.live
"""
_WORDS = """
INSERT INTO intranet_pagetext (page_id, title, words)
SELECT p.id, p.title, left(regexp_replace(concat_ws(' ', {lead}), '<[^>]*>', ' ', 'g'), 100000)
FROM wagtailcore_page p JOIN {table} t ON t.page_ptr_id = p.id WHERE p.live
ON CONFLICT (page_id) DO NOTHING
"""
_TABLES = (
    ("intranet_newspage", "t.lead, t.body"),
    ("intranet_sectionpage", "t.lead, t.body"),
    # The steps' text follows when a guide is next published: it lies in a structure that SQL does not know.
    ("intranet_guidepage", "t.lead, t.system"),
    ("intranet_newsindexpage", "t.lead"),
)


class Migration(migrations.Migration):
    dependencies = [("intranet", "0006_news_for_those_they_concern")]

    operations = [
        migrations.RunSQL(_NEWS, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(_WORDS.format(table=table, lead=lead), migrations.RunSQL.noop)
            for table, lead in _TABLES
        ),
    ]
