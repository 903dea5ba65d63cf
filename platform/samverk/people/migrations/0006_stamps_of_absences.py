"""An absence renews the stamps of who is away and of who answers meanwhile (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped_for


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_own_stamps"), ("people", "0005_stamp_of_workplaces")]
    operations = [stamped_for("people_absence", "user_id", "stand_in_id")]
