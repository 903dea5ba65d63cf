from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('adoption', '0008_a_release_may_be_left_to_people'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='state',
            field=models.CharField(choices=[('waiting', 'Väntar på sin tur'), ('running', 'Införs'), ('failed', 'Gick inte att införa'), ('done', 'Införd'), ('undone', 'Ångrad'), ('left', 'Lämnad åt er'), ('answers', 'Svar sparade')], default='done', max_length=8),
        ),
    ]
