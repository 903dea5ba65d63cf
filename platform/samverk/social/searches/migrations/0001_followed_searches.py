import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('social_following', '0001_follows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('words', models.CharField(max_length=120)),
                ('kind', models.CharField(blank=True, help_text='Key of what is searched; empty for all', max_length=30)),
                ('looked_to', models.DateTimeField(help_text='What was published up to then has been told of')),
                ('look_at', models.DateTimeField(db_index=True, help_text='When to look next')),
                ('follow', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search', to='social_following.follow')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['look_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(models.F('user'), django.db.models.functions.text.Lower('words'), models.F('kind'), name='one_search_per_person_and_words')],
            },
        ),
    ]
