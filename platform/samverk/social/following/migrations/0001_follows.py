import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('key', models.CharField(max_length=60)),
                ('since', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-since', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'key', 'user'], name='followers_of_a_thing'), models.Index(fields=['user', '-since'], name='what_somebody_follows')],
                'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'key'), name='one_follow_per_person_and_thing')],
            },
        ),
    ]
