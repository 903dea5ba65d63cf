from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0001_support_sessions")]

    operations = [
        migrations.AddField(
            "supportsession",
            "needs_approval",
            models.BooleanField(
                db_default=False, default=False, help_text="Nobody gets in before somebody there says yes"
            ),
        ),
        migrations.AddField("supportsession", "approved_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "supportsession", "approved_by_name", models.CharField(blank=True, db_default="", max_length=200)
        ),
        migrations.AlterField(
            "supportsession",
            "ended_how",
            models.CharField(
                blank=True,
                choices=[
                    ("site", "Avslutades av webbplatsen"),
                    ("operator", "Avslutades av driften"),
                    ("time", "Tiden tog slut"),
                    ("declined", "Webbplatsen godkände inte"),
                ],
                max_length=10,
            ),
        ),
    ]
