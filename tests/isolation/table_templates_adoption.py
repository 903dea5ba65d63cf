"""The isolation table: what a municipality has of the model."""

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
ADOPTION: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = ()
# fmt: on
