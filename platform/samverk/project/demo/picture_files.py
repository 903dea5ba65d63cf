"""Drawn pictures as the site's own files, with the sizes the pages show."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from django.core.files.base import ContentFile
from wagtail.images.models import Filter

from samverk.identity.models import User
from samverk.intranet.models import Picture, PictureRendition
from samverk.intranet.queries import LEAD_PICTURE, ROW_PICTURE
from samverk.project.demo.pictures import MOTIFS, Motif, draw
from samverk.project.demo.pictures.sheet import HEIGHT, WIDTH, as_jpeg, as_webp

LEAD, ROW = (960, 540), (320, 240)


@dataclass(frozen=True, slots=True)
class Printed:
    """One motif in a site's colour, in all sizes."""

    motif: Motif
    original: bytes
    lead: bytes
    row: bytes


def print_motif(motif: Motif, *, colour: str, seed: int) -> Printed:
    """Draw once, cut to every size: cheaper than letting the original be read again for each."""
    image = draw(motif, colour=colour, seed=seed)
    lead = image.resize(LEAD, reducing_gap=2.0)
    # 4:3 out of 16:9: the same middle that Wagtail would choose.
    side = (WIDTH - HEIGHT * ROW[0] / ROW[1]) / 2
    row = image.resize(ROW, box=(side, 0, WIDTH - side, HEIGHT), reducing_gap=2.0)
    return Printed(motif, as_jpeg(image), as_webp(lead), as_webp(row))


class Press:
    """Draws ahead in a thread of its own, while the database is busy with the site before."""

    def __init__(self, *, seed: int) -> None:
        self.seed = seed
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-press")
        self._orders: dict[str, list[Future[Printed]]] = {}

    def order(self, colour: str) -> None:
        """Begin to draw every motif in a colour."""
        if colour not in self._orders:
            self._orders[colour] = [
                self._threads.submit(print_motif, motif, colour=colour, seed=self.seed + number)
                for number, motif in enumerate(MOTIFS)
            ]

    def deliver(self, colour: str) -> list[Printed]:
        """The pictures in a colour; waits for those that are not dry."""
        self.order(colour)
        return [waiting.result() for waiting in self._orders.pop(colour)]

    def close(self) -> None:
        """Drop what nobody fetched."""
        self._threads.shutdown(cancel_futures=True)


def save_pictures(printed: list[Printed], *, owner: User) -> list[Picture]:
    """Save as the active site's pictures, renditions included; Wagtail finds these instead of making its own."""
    made, sizes = [], []
    for sheet in printed:
        picture = Picture(
            title=sheet.motif.title,
            alt_text=sheet.motif.alt_text,
            uploaded_by_user=owner,
            file=ContentFile(sheet.original, name=f"{sheet.motif.slug}.jpg"),
            width=WIDTH,
            height=HEIGHT,
        )
        picture.file_size = len(sheet.original)
        picture.save()
        made.append(picture)
        for spec, data, (width, height) in ((LEAD_PICTURE, sheet.lead, LEAD), (ROW_PICTURE, sheet.row, ROW)):
            rendition = PictureRendition(
                image=picture, filter_spec=spec, focal_point_key=Filter(spec=spec).get_cache_key(picture)
            )
            rendition.file.save(f"{sheet.motif.slug}.{spec.split('|')[0]}.webp", ContentFile(data), save=False)
            # After the file: setting it empties them.
            rendition.width, rendition.height = width, height
            sizes.append(rendition)
    PictureRendition.objects.bulk_create(sizes)
    return made
