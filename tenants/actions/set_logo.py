"""Give a site its logotype, or take it away."""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.site_context import operator_site

MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
#: Side of the square it is made to fit: the largest mark is 80 px, on a screen of three pixels to one.
SIDE = 256


def set_logo(*, actor: Actor, tenant: Tenant, upload: File[bytes] | None) -> Tenant:
    """Keep the picture, drawn anew as WebP, so that nothing hidden in the file follows; None takes it away.

    Args:
        actor: who decides.
        tenant: the site; it must be the active one.
        upload: PNG, JPEG or WebP, at most 2 MB. Not SVG: a drawing can carry a script.

    Raises:
        ValidationError: for anything else, in words for a person.
    """
    path = ""
    if upload is not None:
        picture = _redrawn(upload)
        path = f"site/{hashlib.sha256(picture).hexdigest()[:16]}.webp"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(picture))
    old = tenant.logo
    with transaction.atomic():
        with operator_site():
            Tenant.objects.filter(pk=tenant.pk).update(logo=path)
        tenant.logo = path
        record_audit(actor=actor, verb="tenants.set_logo", target=tenant, details={"logo": path})
    if old and old != path:
        transaction.on_commit(lambda: default_storage.delete(old))
    return tenant


def _redrawn(upload: File[bytes]) -> bytes:
    refused = _("Filen går inte att använda som logotyp. Välj en bild i PNG, JPEG eller WebP.")
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("Bilden är större än 2 MB. Spara den mindre och försök igen."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(upload.read()), formats=["PNG", "JPEG", "WEBP"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValidationError(_("Bilden har för många bildpunkter. Högst 4 000 gånger 4 000."))
                drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(refused) from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for damaged files
        raise ValidationError(refused) from error
    drawn.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    drawn.save(out, "WEBP", lossless=True)
    return out.getvalue()
