"""Which systems there are, and how they fare: a change of it renews the stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_stamp_of_standing"), ("portal", "0001_start_page_systems_and_alarms")]
    operations = [stamped("portal_lineofbusinesssystem")]
