"""Training says which version of which item it was made for (TP-07)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_departing'),
    ]

    operations = [
        migrations.AddField(
            model_name='releaseditem',
            name='made_for',
            field=models.UUIDField(help_text='Training: the item it teaches (TP-07)', null=True),
        ),
        migrations.AddField(
            model_name='releaseditem',
            name='made_for_version',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
