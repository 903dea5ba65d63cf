"""The isolation table: the directory, people's own pages, what they know, and the search."""

UUID = "00000000-0000-4000-8000-000000000000"
PERSON, EDIT = "personer/<uuid:uuid>/", "personer/<uuid:uuid>/andra/"
PHOTO, BACK = "personer/bild/<slug:photo>/<int:size>.webp", "personer/<uuid:uuid>/ater/<int:key>/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method)
PEOPLE: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    ("personer/", "/personer/", 302, 302, 403, 200, 200, "GET"),
    ("personer/", "/personer/?q=Anna&efter=x&del=y&bokstav=%C3%85", 302, 302, 403, 200, 200, "GET"),
    (PERSON, "/personer/{person_uuid}/", 302, 302, 403, 200, 200, "GET"),
    (PERSON, f"/personer/{UUID}/", 302, 302, 403, 404, 404, "GET"),
    (EDIT, "/personer/{person_uuid}/andra/", 302, 302, 403, 403, 200, "GET"),
    (EDIT, "/personer/{person_uuid}/andra/", 302, 302, 403, 403, 404, "POST"),
    (EDIT, f"/personer/{UUID}/andra/", 302, 302, 403, 404, 404, "GET"),
    (BACK, "/personer/{person_uuid}/ater/999999/", 302, 302, 403, 403, 404, "POST"),
    (BACK, "/personer/{person_uuid}/ater/999999/", 302, 302, 405, 405, 405, "GET"),
    (PHOTO, "/personer/bild/finns-inte/96.webp", 302, 302, 403, 404, 404, "GET"),
    (PHOTO, "/personer/bild/{photo}/96.webp", 302, 302, 403, 200, 200, "GET"),
    ("administration/kompetenser/", "/administration/kompetenser/", 302, 302, 403, 403, 200, "GET"),
    ("administration/kompetenser/", "/administration/kompetenser/", 302, 302, 403, 403, 422, "POST"),
    ("sok/", "/sok/?q=anna", 302, 302, 403, 200, 200, "GET"),
    ("sok/", "/sok/?q=anna&typ=finns-inte", 302, 302, 403, 404, 404, "GET"),
    ("sok/saknas/", "/sok/saknas/", 302, 302, 405, 405, 405, "GET"),
    ("administration/sokningar/", "/administration/sokningar/", 302, 302, 403, 403, 200, "GET"),
)
# fmt: on
#: The same, with where the 302 of a signed-in person leads.
LEADING: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("personer/jag/", "/personer/jag/", 302, 302, 403, 302, 302, "GET", "/personer/"),
    ("sok/saknas/", "/sok/saknas/", 302, 302, 403, 302, 302, "POST", "/sok/"),
)
