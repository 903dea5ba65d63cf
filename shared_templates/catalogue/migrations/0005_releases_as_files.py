"""A release may come as a file from another deployment (TP-06), and is handed on as it came.

A withdrawal comes in a file with a seal of its own, which takes the place of the first.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION catalogue_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := ARRAY['withdrawn_at', 'withdrawn_why'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('samverk.erases', true) = OLD.schema_name THEN
            RETURN OLD;
        END IF;
    ELSIF TG_TABLE_NAME = 'catalogue_release' THEN
        IF to_jsonb(OLD)->>'origin' <> '' AND to_jsonb(NEW)->>'withdrawn_at' IS NOT NULL THEN
            may_change := may_change || ARRAY['origin', 'seal', 'sealed_by'];
        END IF;
        IF to_jsonb(OLD)->>'withdrawn_at' IS NULL AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what is released is never changed or removed';
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION catalogue_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('samverk.erases', true) = OLD.schema_name THEN
            RETURN OLD;
        END IF;
    ELSIF TG_TABLE_NAME = 'catalogue_release' THEN
        IF to_jsonb(OLD)->>'withdrawn_at' IS NULL
            AND to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_why' = to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_why' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what is released is never changed or removed';
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_training_says_what_it_teaches'),
        ('tenants', '0002_migration_runs'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrustedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Public key (Ed25519), hexadecimal', max_length=64, unique=True)),
                ('name', models.CharField(help_text='Whose it is', max_length=120)),
                ('trusted_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='release',
            name='made_with',
            field=models.CharField(blank=True, db_default='', default='', help_text='Version of Samverk', max_length=30),
        ),
        migrations.AddField(
            model_name='release',
            name='origin',
            field=models.CharField(blank=True, db_default='', default='', help_text='Whose it is, where it came as a file', max_length=200),
        ),
        migrations.AddField(
            model_name='release',
            name='seal',
            field=models.CharField(blank=True, db_default='', default='', help_text='Signature of that file', max_length=128),
        ),
        migrations.AddField(
            model_name='release',
            name='sealed_by',
            field=models.CharField(blank=True, db_default='', default='', help_text='As `signed_by`', max_length=64),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('origin', ''), models.Q(('seal', ''), _negated=True), _connector='OR'), name='what_came_as_a_file_is_sealed'),
        ),
        migrations.AddField(
            model_name='trustedkey',
            name='tenant',
            field=models.ForeignKey(help_text='The template that takes its releases', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
