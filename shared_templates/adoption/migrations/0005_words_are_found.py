"""What applies here is found by its words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("adoption", "0004_orders_for_the_worker")]

    operations = [
        migrations.AddIndex(
            model_name="adopted",
            index=GinIndex(
                models.Func(
                    models.F("content"),
                    template="jsonb_to_tsvector('swedish', jsonb_path_query_array(%(expressions)s, '$.head.*')"
                    " || jsonb_path_query_array(%(expressions)s, '$.blocks[*].texts.*'), '[\"string\"]')",
                    output_field=SearchVectorField(),
                ),
                name="adopted_by_words",
            ),
        ),
    ]
