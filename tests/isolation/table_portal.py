"""The isolation table, the start page and around it: systems, alarms, reminders, the installable site."""

ARRANGE, REMINDERS = "ordna-start/", "paminnelser/"
REGISTER = "administration/system/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method); on every site.
PORTAL: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    # A municipality alarms its own people only, whoever asks.
    ("administration/larm-till-alla/", "/administration/larm-till-alla/", 302, 302, 403, 403, 404, "GET"),
    ("administration/larm-till-alla/", "/administration/larm-till-alla/", 302, 302, 403, 403, 404, "POST"),
    ("administration/larm-till-alla/<uuid:uuid>/avsluta/", "/administration/larm-till-alla/{alarm}/avsluta/",
     302, 302, 403, 403, 404, "POST"),
    # Name, colours and mark, which the sign-in page shows to everybody.
    ("manifest.webmanifest", "/manifest.webmanifest", 200, 200, 200, 200, 200, "GET"),
    ("-/ikon/<slug:version>-<int:size>.png", "/-/ikon/{icon}-192.png", 200, 200, 200, 200, 200, "GET"),
    ("-/ikon/<slug:version>-<int:size>.png", "/-/ikon/{icon}-9999.png", 404, 404, 404, 404, 404, "GET"),
    ("sw.js", "/sw.js", 200, 200, 200, 200, 200, "GET"),
)
#: The same columns, and where a 302 of a signed-in person leads; on sites with content only.
START: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("system/", "/system/", 302, 302, 403, 200, 200, "GET", ""),
    ("system/<uuid:uuid>/", "/system/{system}/", 302, 302, 403, 200, 200, "GET", ""),
    ("system/<uuid:uuid>/", "/system/{system}/", 302, 302, 403, 403, 422, "POST", ""),
    ("system/<uuid:uuid>/", "/system/{person_uuid}/", 302, 302, 403, 404, 404, "GET", ""),
    ("system/<uuid:uuid>/stjarna/", "/system/{system}/stjarna/", 302, 302, 403, 302, 302, "POST", "/system/"),
    (REGISTER, "/administration/system/", 302, 302, 403, 403, 200, "GET", ""),
    ("administration/system/nytt/", "/administration/system/nytt/", 302, 302, 403, 403, 200, "GET", ""),
    ("administration/system/nytt/", "/administration/system/nytt/", 302, 302, 403, 403, 422, "POST", ""),
    ("administration/system/register.csv", "/administration/system/register.csv", 302, 302, 403, 403, 200, "GET", ""),
    ("administration/system/las-in/", "/administration/system/las-in/", 302, 302, 403, 403, 422, "POST", ""),
    ("administration/system/<uuid:uuid>/", "/administration/system/{system}/", 302, 302, 403, 403, 200, "GET", ""),
    ("administration/system/<uuid:uuid>/ta-bort/", "/administration/system/{system_to_remove}/ta-bort/",
     302, 302, 403, 403, 302, "POST", "/administration/system/"),
    ("administration/larm/", "/administration/larm/", 302, 302, 403, 403, 200, "GET", ""),
    ("administration/larm/", "/administration/larm/", 302, 302, 403, 403, 422, "POST", ""),
    ("larm/<uuid:uuid>/", "/larm/{alarm}/", 302, 302, 403, 200, 200, "GET", ""),
    ("larm/<uuid:uuid>/avsluta/", "/larm/{alarm}/avsluta/", 302, 302, 403, 403, 302, "POST", "/administration/larm/"),
    ("larm/<uuid:uuid>/vik/", "/larm/{alarm}/vik/", 302, 302, 302, 302, 302, "POST", "/"),
    (ARRANGE, "/ordna-start/", 302, 302, 403, 200, 200, "GET", ""),
    (ARRANGE, "/ordna-start/", 302, 302, 403, 404, 404, "POST", ""),
    (REMINDERS, "/paminnelser/", 302, 302, 403, 200, 200, "GET", ""),
    (REMINDERS, "/paminnelser/", 302, 302, 403, 422, 422, "POST", ""),
    # Somebody else's reminder does not exist, whatever one may.
    ("paminnelser/<int:pk>/", "/paminnelser/{reminder}/", 302, 302, 403, 404, 404, "POST", ""),
    ("offline/", "/offline/", 302, 302, 403, 200, 200, "GET", ""),
)
# fmt: on
