"""Where people work, and as what: a change of it renews the stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_stamp_of_standing"), ("people", "0003_profiles_absences_skills")]
    operations = [
        stamped(
            "people_authority", "people_department", "people_unit", "people_unitauthority", "people_placement",
            "people_roleassignment",
        ),
    ]  # fmt: skip
