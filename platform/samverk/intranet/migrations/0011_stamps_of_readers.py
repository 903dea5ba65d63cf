"""Who answers for a page, and which articles there are, renews the stamp; a receipt the reader's own (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped, stamped_for


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_own_stamps"), ("intranet", "0010_knowledge_articles")]
    operations = [stamped("intranet_ownership", "intranet_articlepage", "intranet_placedpage"), stamped_for("intranet_readingreceipt", "user_id")]
