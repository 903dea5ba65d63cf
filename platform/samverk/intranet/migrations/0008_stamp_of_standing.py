"""Which pages stand in the menu and which are closed to whom: a change of it renews the stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0004_stamp_of_standing"),
        ("wagtailcore", "0098_apitoken"),
        ("intranet", "0007_what_was_published_before"),
    ]
    operations = [
        stamped(
            "wagtailcore_page", "wagtailcore_pageviewrestriction", "wagtailcore_pageviewrestriction_groups",
            "wagtailcore_collection", "wagtailcore_collectionviewrestriction",
            "wagtailcore_collectionviewrestriction_groups", "intranet_startpage", "intranet_newsindexpage",
            "intranet_newspage", "intranet_guidepage",
        ),
    ]  # fmt: skip
