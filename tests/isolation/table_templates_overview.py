"""The isolation table: the map of likeness and deviations."""

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
MAP: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = ()
# fmt: on
