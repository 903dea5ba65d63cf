"""Pictures people add to posts: drawn anew and made smaller, so that nothing hidden follows and no page is heavy."""

import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
#: A telephone's largest; a small file can claim to be any size, and unpacking it is what costs.
MOST_PIXELS = 50_000_000
LARGE, SMALL = 1920, 960


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in two sizes, both WebP.

    Attributes:
        large: for those who open it.
        small: for the feed.
        width, height: of the small one.
    """

    large: bytes
    small: bytes
    width: int
    height: int


def redrawn(upload: IO[bytes]) -> Drawn:
    """The picture in two sizes, turned the right way up; place, camera and all else that was in the file is left out.

    Args:
        upload: PNG, JPEG, WebP or GIF; of a moving one the first picture.

    Raises:
        ValidationError: for what is no picture or too large a one, in words for a person.
    """
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as picture:
                # Only the head of the file is read so far.
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValidationError(_("Bilden har för många bildpunkter. Spara den mindre och försök igen."))
                picture.draft("RGB", (LARGE, LARGE))
                upright = ImageOps.exif_transpose(picture)
                alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
                drawn = upright.convert("RGBA" if alpha else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("Bilden har för många bildpunkter. Spara den mindre och försök igen.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:  # what Pillow raises for damaged files
        raise ValidationError(
            _("Filen går inte att läsa som bild. Välj en bild i JPEG, PNG, WebP eller GIF.")
        ) from error
    large = _webp(drawn, LARGE)
    small = drawn.copy()
    return Drawn(large=large, small=_webp(small, SMALL), width=small.width, height=small.height)


def _webp(picture: Image.Image, side: int) -> bytes:
    """Made to fit the side, in place."""
    picture.thumbnail((side, side))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()
