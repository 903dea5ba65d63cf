"""The sums each municipality tells of its deviations (TP-17)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DeviationSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schema_name', models.CharField(max_length=63)),
                ('reason', models.CharField(max_length=12)),
                ('count', models.PositiveIntegerField()),
                ('estimated', models.PositiveIntegerField(help_text='How many of them somebody has estimated')),
                ('cost', models.PositiveBigIntegerField(help_text='SEK a year, of those')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('schema_name', 'reason'), name='one_sum_a_reason'), models.CheckConstraint(condition=models.Q(('estimated__lte', models.F('count'))), name='no_more_are_estimated_than_there_are')],
            },
        ),
    ]
