"""Where people say that they work: a change of it renews the stamp, a change of another line of the profile does not."""

from django.db import migrations

from samverk.kernel.stamping import stamped


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_stamp_of_standing"), ("people", "0004_stamp_of_standing")]
    operations = [stamped("people_profile", columns=("user_id", "workplace"))]
