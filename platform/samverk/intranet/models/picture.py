"""Pictures with mandatory alternative text (PF-46, LAW-26)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """An image that says what it shows, or says that it shows nothing of importance."""

    alt_text = models.CharField(
        _("Alternativtext"),
        max_length=250,
        blank=True,
        help_text=_("Beskriv bilden för den som inte ser den, i en mening."),
    )
    # Not `decorative`: Wagtail's images set an attribute of that name to False when they are loaded.
    is_decoration = models.BooleanField(
        _("Bilden är bara dekoration"),
        default=False,
        help_text=_("Välj det här om texten runt om säger allt. Skärmläsare hoppar då över bilden."),
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decoration",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        constraints = [
            models.CheckConstraint(
                name="picture_has_alternative_text_or_is_decorative",
                condition=Q(is_decoration=True) | ~Q(alt_text=""),
            )
        ]

    def clean(self) -> None:
        """Refuse a picture that neither has a text nor is decoration.

        Raises:
            ValidationError: on the text's field.
        """
        super().clean()
        if not self.is_decoration and not self.alt_text.strip():
            raise ValidationError(
                {"alt_text": _("Skriv en alternativtext, eller kryssa i att bilden bara är dekoration.")}
            )

    @property
    def default_alt_text(self) -> str:
        """What Wagtail writes in `alt`."""
        return "" if self.is_decoration else str(self.alt_text)


class PictureRendition(AbstractRendition):
    """A size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
