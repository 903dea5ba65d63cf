"""The right of a municipality's own system maintainers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "ordering": ["display_name"],
                "permissions": [("administer_site", "Can administer the site")],
            },
        ),
    ]
