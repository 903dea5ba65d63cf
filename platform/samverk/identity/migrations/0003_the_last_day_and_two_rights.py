"""The day an account ends (PF-06, PF-11), and the rights to invite guests and to protect identities."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_who_administers_the_site")]
    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "ordering": ["display_name"],
                "permissions": [
                    ("administer_site", "Can administer the site"),
                    ("invite_guests", "Can invite guests"),
                    ("protect_people", "Can protect identities"),
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="last_day",
            field=models.DateField(
                blank=True, help_text="The account is closed the day after (PF-06, PF-11)", null=True
            ),
        ),
    ]
