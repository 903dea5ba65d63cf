from django.db import migrations


class Migration(migrations.Migration):
    """The editor's tools write what a picture is called; the tables stay as they are."""

    dependencies = [("intranet", "0002_picture_is_decoration")]

    operations = [
        migrations.AlterModelOptions("picture", options={"verbose_name": "Bild", "verbose_name_plural": "Bilder"}),
    ]
