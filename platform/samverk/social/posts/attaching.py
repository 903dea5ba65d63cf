"""What comes with a post: looked at before anything is written, and kept in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from samverk.kernel.document_files import is_what_it_says
from samverk.social.posts.models import Attachment, AttachmentKind, Post
from samverk.social.posts.pictures import Drawn, redrawn
from samverk.social.posts.site_settings import FILE_MB
from samverk.social.talk.marks import without_marks
from tenants.settings.queries import value


@dataclass(frozen=True, slots=True)
class Attached:
    """One picture or file that has been looked at.

    Attributes:
        name: of the file.
        picture: in two sizes, or None for a file.
        alt_text: of a picture.
        upload: of a file.
    """

    name: str
    picture: Drawn | None = None
    alt_text: str = ""
    upload: UploadedFile[bytes] | None = None


def looked_at_picture(upload: UploadedFile[bytes], *, alt_text: str) -> Attached:
    """A picture that can be shown.

    Raises:
        ValidationError: without a text for those who do not see it, or for what is no picture.
    """
    _require_size(upload)
    if not alt_text.strip():
        raise ValidationError(_("Beskriv bilden i en mening, för den som inte ser den."), code="alt")
    return Attached(name=_name(upload), picture=redrawn(upload), alt_text=alt_text.strip())


def looked_at_file(upload: UploadedFile[bytes]) -> Attached:
    """A file whose content is what its name says.

    Raises:
        ValidationError: for a kind that is not known here, or a name that lies.
    """
    _require_size(upload)
    if not is_what_it_says(name=upload.name or "", file=upload):
        raise ValidationError(
            _(
                "Filen går inte att lägga till. Det kan vara ett slag som inte tas emot, eller så är innehållet inte "
                "vad namnet säger. Bilder lägger du till under Bild."
            )
        )
    return Attached(name=_name(upload), upload=upload)


def _require_size(upload: UploadedFile[bytes]) -> None:
    limit = value(FILE_MB)
    if (upload.size or 0) > limit * 1024 * 1024:
        raise ValidationError(_("Filen är för stor. Den får vara högst %(limit)s MB.") % {"limit": limit})


def _name(upload: UploadedFile[bytes]) -> str:
    """The end of a long name says what kind of file it is."""
    name = PurePath(upload.name or "fil").name
    return name if len(name) <= 200 else name[:150] + "…" + name[-40:]


def keep_attached(post: Post, attached: tuple[Attached, ...]) -> None:
    """Write the files and their rows; a part of `publish_post`."""
    for number, each in enumerate(attached):
        row = Attachment(post=post, name=without_marks(each.name), order=number)
        post.media.append(_write_picture(row, each) if each.picture else _write_file(row, each))
        row.save()
    post.save(update_fields=["media"])


def _write_picture(row: Attachment, each: Attached) -> dict[str, Any]:
    assert each.picture is not None
    row.kind, row.alt_text = AttachmentKind.PICTURE, without_marks(each.alt_text)
    row.file.save(f"inlagg/{uuid4().hex}.webp", ContentFile(each.picture.large), save=False)
    row.small.save(f"inlagg/{uuid4().hex}.webp", ContentFile(each.picture.small), save=False)
    return {
        "kind": "picture",
        "uuid": str(row.uuid),
        "alt": row.alt_text,
        "width": each.picture.width,
        "height": each.picture.height,
    }


def _write_file(row: Attachment, each: Attached) -> dict[str, Any]:
    assert each.upload is not None
    row.kind = AttachmentKind.FILE
    ending = each.name.rpartition(".")[2].lower()
    row.file.save(f"inlagg/{uuid4().hex}.{ending}", each.upload, save=False)
    return {"kind": "file", "uuid": str(row.uuid), "name": row.name, "size": each.upload.size}
