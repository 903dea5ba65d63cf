"""Training says which version of which item it was made for (TP-07)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('masters', '0002_master_credit'),
    ]

    operations = [
        migrations.AddField(
            model_name='master',
            name='released_for',
            field=models.PositiveIntegerField(blank=True, help_text='The same, as it was released last', null=True),
        ),
    ]
