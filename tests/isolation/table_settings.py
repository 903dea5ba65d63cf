"""The isolation table, what a site decides about itself: settings, functions, languages, the emergency pack."""

SETTING = "administration/installningar/<str:name>/"
FEATURE = "administration/funktioner/<slug:name>/"
HOURS = "/administration/installningar/identity.session_hours/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method); on every site.
SETTINGS: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    ("administration/installningar/", "/administration/installningar/", 302, 302, 403, 403, 200, "GET"),
    ("administration/installningar/", "/administration/installningar/?niva=department:999999", 302, 302, 403, 403, 404,
     "GET"),
    (SETTING, HOURS, 302, 302, 403, 403, 200, "GET"),
    (SETTING, HOURS, 302, 302, 403, 403, 422, "POST"),
    (SETTING, f"{HOURS}?niva=department:1", 302, 302, 403, 403, 404, "GET"),
    ("administration/funktioner/", "/administration/funktioner/", 302, 302, 403, 403, 200, "GET"),
    (FEATURE, "/administration/funktioner/people_import/", 302, 302, 403, 403, 200, "GET"),
    (FEATURE, "/administration/funktioner/people_import/", 302, 302, 403, 403, 422, "POST"),
    (FEATURE, "/administration/funktioner/finns-inte/", 302, 302, 403, 403, 404, "GET"),
    ("administration/sprak/", "/administration/sprak/", 302, 302, 403, 403, 200, "GET"),
    ("administration/mognad/", "/administration/mognad/", 302, 302, 403, 403, 200, "GET"),
    ("administration/mognad/", "/administration/mognad/", 302, 302, 403, 403, 422, "POST"),
    (SETTING, "/administration/installningar/finns.inte/", 302, 302, 403, 403, 404, "GET"),
)
# fmt: on

# fmt: off
#: The same columns; on sites with content only.
PACK: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    ("administration/nodpaket/", "/administration/nodpaket/", 302, 302, 403, 403, 200, "GET"),
    ("administration/nodpaket/", "/administration/nodpaket/", 302, 302, 403, 403, 302, "POST"),
    ("administration/nodpaket/hamta/", "/administration/nodpaket/hamta/", 302, 302, 403, 403, 200, "GET"),
)
# fmt: on
