from django.db import migrations, models


class Migration(migrations.Migration):
    """Wagtail's images set their own attribute `decorative` to False when loaded, so the field never held True."""

    dependencies = [("intranet", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("picture", "picture_has_alternative_text_or_is_decorative"),
        migrations.RenameField("picture", "decorative", "is_decoration"),
        migrations.AddConstraint(
            "picture",
            models.CheckConstraint(
                condition=models.Q(("is_decoration", True), models.Q(("alt_text", ""), _negated=True), _connector="OR"),
                name="picture_has_alternative_text_or_is_decorative",
            ),
        ),
    ]
