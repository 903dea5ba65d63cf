"""A site's icon as a picture of a given size, drawn from its colour and its mark or logotype."""

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from samverk.ui.colour import nearest_passing
from tenants.models import Tenant


def draw_icon(tenant: Tenant, size: int) -> bytes:
    """A PNG that fills its square: phones round the corners themselves, and may cut it to a circle.

    What matters stands within the middle 60 %, inside the safe zone of a maskable icon (80 % across).
    """
    picture = Image.new("RGB", (size, size), nearest_passing(tenant.brand_colour))
    if tenant.logo and default_storage.exists(tenant.logo):
        _place_logo(picture, tenant, size)
    else:
        _write_mark(picture, tenant.mark, size)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _place_logo(picture: Image.Image, tenant: Tenant, size: int) -> None:
    plate, room = int(size * 0.2), int(size * 0.5)
    ImageDraw.Draw(picture).rounded_rectangle((plate, plate, size - plate, size - plate), size * 0.08, fill="#ffffff")
    with default_storage.open(tenant.logo, "rb") as file, Image.open(file) as opened:
        logo = opened.convert("RGBA")
    logo.thumbnail((room, room))
    picture.paste(logo, ((size - logo.width) // 2, (size - logo.height) // 2), logo)


def _write_mark(picture: Image.Image, mark: str, size: int) -> None:
    share = {1: 0.5, 2: 0.4}.get(len(mark), 0.3)
    font = ImageFont.load_default(size=size * share)
    draw = ImageDraw.Draw(picture)
    draw.text((size / 2, size / 2), mark, fill="#ffffff", font=font, anchor="mm", stroke_width=max(1, size // 120))
