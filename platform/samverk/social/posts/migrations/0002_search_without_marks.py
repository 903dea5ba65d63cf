"""Posts are searched without the marks of whom they mention."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("social_posts", "0001_posts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=GinIndex(
                SearchVector(
                    models.Func(
                        models.F("text"),
                        models.Value("\\uE000[^\\uE001]*\\uE001"),
                        models.Value(" "),
                        models.Value("g"),
                        function="regexp_replace",
                        output_field=models.TextField(),
                    ),
                    config="swedish",
                ),
                condition=models.Q(("state", "published")),
                name="posts_words_written",
            ),
        ),
        # The release before searches without an index as long as it still serves.
        migrations.RemoveIndex(model_name="post", name="posts_words"),
    ]
