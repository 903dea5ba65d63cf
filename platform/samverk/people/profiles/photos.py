"""Where pictures of people lie."""

#: Sides of the squares that are kept: beside a name, and on the person's own page; twice what is shown.
SIZES = (96, 320)


def photo_path(photo: str, size: int) -> str:
    """Where a size of the picture lies."""
    return f"people/{photo}-{size}.webp"
