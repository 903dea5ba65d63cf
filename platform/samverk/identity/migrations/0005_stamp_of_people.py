"""What a person is called and whether they are here: another value renews the stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped_by_values


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_own_stamps"), ("identity", "0004_stamp_of_standing")]
    operations = [
        stamped_by_values(
            "identity_user", "id", "uuid", "issuer", "display_name", "capacity", "acting_for_name", "is_active",
            "is_protected", "last_day",
        ),
    ]  # fmt: skip
