"""Training says which version of which item it was made for (TP-07)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('adoption', '0005_words_are_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='adopted',
            name='made_for',
            field=models.UUIDField(blank=True, help_text='Training: the item it teaches (TP-07)', null=True),
        ),
        migrations.AddField(
            model_name='adopted',
            name='made_for_version',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
