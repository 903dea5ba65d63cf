"""Until now an empty field for the cost was kept as 0 SEK, which says that it costs nothing (TP-17)."""

from django.db import migrations

FORWARD = "UPDATE adoption_deviation SET cost_a_year = NULL WHERE cost_a_year = 0"
BACKWARD = "UPDATE adoption_deviation SET cost_a_year = 0 WHERE cost_a_year IS NULL"


class Migration(migrations.Migration):
    dependencies = [("adoption", "0002_steps_and_estimates_of_deviations")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
