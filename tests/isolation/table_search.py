"""The isolation table: followed searches. Whose they are not, they do not exist for."""

UUID = "00000000-0000-4000-8000-000000000000"
OPEN, FOLLOW = "foljer/sokning/<uuid:uuid>/", "folj-sokning/"

#: (method, pattern, path, signed out, other municipality, guest, no right, right, where a 302 leads)
SEARCHES: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    ("GET", FOLLOW, "/folj-sokning/", 302, 302, 405, 405, 405, ""),
    ("POST", FOLLOW, "/folj-sokning/", 302, 302, 403, 302, 302, "/sok/"),
    ("GET", OPEN, "/foljer/sokning/{followed_search}/", 302, 302, 403, 404, 302, "/sok/"),
    ("GET", OPEN, f"/foljer/sokning/{UUID}/", 302, 302, 403, 404, 404, ""),
)
