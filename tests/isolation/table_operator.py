"""The isolation table, the operator's own site: who runs the sites gets in, nobody else; the sites have none of it."""

SITE = "drift/<slug:slug>/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 of "right" leads)
OPERATOR: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("drift/", "/drift/", 302, 302, 403, 403, 200, "GET", ""),
    ("drift/", "/drift/", 302, 302, 405, 405, 405, "POST", ""),
    (SITE, "/drift/skara/", 302, 302, 403, 403, 200, "GET", ""),
    (SITE, "/drift/drift/", 302, 302, 403, 403, 404, "GET", ""),
    (SITE, "/drift/finns-inte/", 302, 302, 403, 403, 404, "GET", ""),
)
# fmt: on
