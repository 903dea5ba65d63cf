"""The isolation table: the first maintainer's link, the organisation from a file, what a split divides."""

FILE = "administration/organisation/fran-fil/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 of "right" leads)
LIFE5: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("forsta-losenord/<str:token>/", "/forsta-losenord/finns-inte/", 404, 404, 404, 404, 404, "GET", ""),
    ("forsta-losenord/<str:token>/", "/forsta-losenord/finns-inte/", 404, 404, 404, 404, 404, "POST", ""),
    ("valkommen/<str:token>/via/", "/valkommen/finns-inte/via/", 404, 404, 404, 404, 404, "POST", ""),
    ("valkommen/<str:token>/via/", "/valkommen/finns-inte/via/", 405, 405, 405, 405, 405, "GET", ""),
    ("mina-gaster/<int:pk>/angra/", "/mina-gaster/999999/angra/", 302, 302, 403, 403, 404, "POST", ""),
    ("mina-gaster/<int:pk>/angra/", "/mina-gaster/999999/angra/", 302, 302, 405, 405, 405, "GET", ""),
    (FILE, f"/{FILE}", 302, 302, 403, 403, 200, "GET", ""),
    (FILE, f"/{FILE}", 302, 302, 403, 403, 422, "POST", ""),
    (f"{FILE}mall.csv", f"/{FILE}mall.csv", 302, 302, 403, 403, 200, "GET", ""),
)
# fmt: on
