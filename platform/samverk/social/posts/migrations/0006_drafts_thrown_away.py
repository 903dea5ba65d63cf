"""A draft that was thrown away can come back for a while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("social_posts", "0005_words_written_before")]
    operations = [migrations.AddField("draft", "thrown_at", models.DateTimeField(null=True))]
