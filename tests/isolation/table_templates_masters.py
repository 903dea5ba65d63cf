"""The isolation table: the model municipality's own pages."""

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
MASTERS: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = ()
# fmt: on
