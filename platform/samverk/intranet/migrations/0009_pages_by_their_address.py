"""A page is found by its address in one look, however many there are.

Wagtail goes from page to page down the tree and has no index over whole addresses. By hash: an address may be longer
than an ordered index takes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intranet", "0008_stamp_of_standing"), ("wagtailcore", "0098_apitoken")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX intranet_page_by_address ON wagtailcore_page USING hash (url_path)",
            "DROP INDEX intranet_page_by_address",
        ),
    ]
