"""A person's desk and reminders renew their own stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped_for


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_own_stamps"), ("portal", "0002_stamp_of_standing")]
    operations = [stamped_for("portal_desk", "user_id"), stamped_for("portal_reminder", "user_id")]
