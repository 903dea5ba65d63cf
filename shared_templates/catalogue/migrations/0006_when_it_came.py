"""A release that came as a file says when it was let in here: from then on the clock looks after it (TP-06, TP-14)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_releases_as_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='release',
            name='came_at',
            field=models.DateTimeField(blank=True, help_text='When that file was let in here', null=True),
        ),
    ]
