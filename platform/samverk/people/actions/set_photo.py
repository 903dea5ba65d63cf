"""Give a person a picture, or take it away."""

import io
import secrets
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Profile
from samverk.people.profiles.access import require_editor, require_oneself
from samverk.people.profiles.photos import SIZES, photo_path

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000


def set_photo(*, actor: Actor, editor: User, user: User, upload: File[bytes] | None) -> Profile:
    """Keep the picture as squares drawn anew, so that neither place nor date of the original follows.

    Args:
        actor: who acts.
        editor: the same person, whose right is asked; maintainers may take a picture away, not choose one.
        user: whose face.
        upload: PNG, JPEG or WebP; None takes the picture away.

    Raises:
        Denied: without the right.
        ValidationError: for any other file, in words for a person.
    """
    right = require_editor(editor, user)
    photo = ""
    if upload is not None:
        require_oneself(editor, user)
        drawn = _squares(upload)
        photo = secrets.token_hex(16)
        for size, data in drawn.items():
            default_storage.save(photo_path(photo, size), ContentFile(data))
    with transaction.atomic():
        row, _is_new = Profile.objects.select_for_update(of=("self",)).get_or_create(user=user)
        old, row.photo, row.changed_at = row.photo, photo, clock.now()
        if old or photo:
            row.save(update_fields=["photo", "changed_at"])
            record_audit(
                actor=actor, verb="people.set_photo", target=user, details={"has_photo": bool(photo)}, right=right
            )
    if old:
        transaction.on_commit(lambda: _forget(old))
    return row


def _forget(photo: str) -> None:
    for size in SIZES:
        default_storage.delete(photo_path(photo, size))


def _squares(upload: File[bytes]) -> dict[int, bytes]:
    """Each size as a file; the size is asked before a single point is unpacked."""
    refused = _("Filen går inte att använda. Välj en bild i JPEG, PNG eller WebP.")
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("Bilden är större än 10 MB. Spara den mindre och försök igen."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(upload.read()), formats=["PNG", "JPEG", "WEBP"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValidationError(_("Bilden har för många bildpunkter. Högst 40 miljoner."))
                picture.draft("RGB", (SIZES[-1] * 2, SIZES[-1] * 2))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(refused) from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for damaged files
        raise ValidationError(refused) from error
    return {size: _square(upright, size) for size in SIZES}


def _square(picture: Image.Image, side: int) -> bytes:
    out = io.BytesIO()
    # A little above the middle: that is where faces are.
    ImageOps.fit(picture, (side, side), centering=(0.5, 0.4)).save(out, "WEBP", quality=82)
    return out.getvalue()
