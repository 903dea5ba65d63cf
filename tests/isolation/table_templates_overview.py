"""The isolation table: the map of likeness and deviations."""

AREA = "mallen/karta/<slug:area>/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
MAP: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("mallen/karta/", "/mallen/karta/", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/karta/", "/mallen/karta/", 302, 302, 405, 405, 405, "POST", ""),
    ("mallen/karta.csv", "/mallen/karta.csv", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/installningar/", "/mallen/installningar/", 302, 302, 403, 403, 200, "GET", ""),
    ("mallen/installningar/", "/mallen/installningar/", 302, 302, 405, 405, 405, "POST", ""),
    ("mallen/installningar.csv", "/mallen/installningar.csv", 302, 302, 403, 403, 200, "GET", ""),
    (AREA, "/mallen/karta/ifo/", 302, 302, 403, 200, 200, "GET", ""),
    (AREA, "/mallen/karta/finns-inte/", 302, 302, 403, 404, 404, "GET", ""),
)
# fmt: on
