"""Who holds which right: a change of it renews the stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("kernel", "0004_stamp_of_standing"),
        ("identity", "0003_the_last_day_and_two_rights"),
    ]
    operations = [
        stamped(
            "auth_permission",
            "auth_group",
            "auth_group_permissions",
            "identity_user_groups",
            "identity_user_user_permissions",
        ),
    ]
