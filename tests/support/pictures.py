"""Pictures as somebody would upload them."""

import io

from django.core.files.base import ContentFile
from PIL import Image


def picture_file(kind: str = "PNG", size: tuple[int, int] = (400, 300)) -> ContentFile:
    """One colour, any size."""
    out = io.BytesIO()
    Image.new("RGB", size, "#7a1f3d").save(out, kind)
    return ContentFile(out.getvalue(), name=f"bild.{kind.lower()}")
