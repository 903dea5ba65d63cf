"""What a reorganisation changed in a deviation stays on it, so that the plan can be taken back (TN-14)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('adoption', '0006_training_says_what_it_teaches'),
    ]

    operations = [
        migrations.AddField(
            model_name='deviation',
            name='moves',
            field=models.JSONField(blank=True, help_text='What reorganisations changed (deviations.moving)', null=True),
        ),
        migrations.AlterField(
            model_name='deviationstep',
            name='step',
            field=models.CharField(choices=[('proposed', 'Föreslaget'), ('changed', 'Skrivet om'), ('renewed', 'Förnyelse begärd'), ('approved', 'Godkänt'), ('refused', 'Skickat tillbaka'), ('review', 'Dags att ompröva'), ('expired', 'Gick ut'), ('closed', 'Avslutat'), ('handed', 'Överlämnat till'), ('moved', 'Följde med enheten'), ('merged', 'Slogs ihop med ett annat'), ('put_back', 'Återställt: omorganisationen ångrades')], max_length=8),
        ),
    ]
