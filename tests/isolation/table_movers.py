"""The isolation table: guests, protected identities, leavers, what is shown elsewhere.

Each is (method, pattern, path, signed out, other municipality, guest, no right, right, where a 302 leads).
"""

PROTECTED = "administration/skyddade-personuppgifter/"
LEAVERS = "administration/avslut/"
QUEUE = "administration/overlamning/"
MOVERS: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    ("GET", "mina-gaster/", "/mina-gaster/", 302, 302, 403, 200, 200, ""),
    ("GET", "mina-gaster/bjud-in/", "/mina-gaster/bjud-in/", 302, 302, 403, 403, 200, ""),
    ("POST", "mina-gaster/bjud-in/", "/mina-gaster/bjud-in/", 302, 302, 403, 403, 422, ""),
    ("GET", "mina-gaster/<int:pk>/", "/mina-gaster/{stay}/", 302, 302, 403, 404, 200, ""),
    ("POST", "mina-gaster/<int:pk>/", "/mina-gaster/{stay}/", 302, 302, 403, 404, 422, ""),
    ("GET", "mina-gaster/<int:pk>/", "/mina-gaster/999999/", 302, 302, 403, 404, 404, ""),
    ("GET", "mina-gaster/<int:pk>/avsluta/", "/mina-gaster/{stay}/avsluta/", 302, 302, 405, 405, 405, ""),
    ("POST", "mina-gaster/<int:pk>/avsluta/", "/mina-gaster/{stay}/avsluta/", 302, 302, 403, 404, 302, "/mina-gaster/"),
    (
        "POST", "mina-gaster/<int:pk>/skicka-igen/", "/mina-gaster/{stay}/skicka-igen/",
        302, 302, 403, 404, 302, "/mina-gaster/",
    ),
    ("GET", "administration/gaster/", "/administration/gaster/", 302, 302, 403, 403, 200, ""),
    ("GET", "valkommen/<str:token>/", "/valkommen/finns-inte/", 404, 404, 404, 404, 404, ""),
    *(
        ("GET", f"{PROTECTED}{pattern}", f"/{PROTECTED}{path}", 302, 302, 403, 403, right, "")
        for pattern, path, right in (
            ("", "", 200),
            ("", "?q=anna", 200),
            ("<uuid:uuid>/", "{person_uuid}/", 200),
            ("<uuid:uuid>/", "00000000-0000-0000-0000-000000000000/", 404),
        )
    ),
    (
        "POST", "administration/skyddade-personuppgifter/<uuid:uuid>/",
        "/administration/skyddade-personuppgifter/{person_uuid}/", 302, 302, 403, 403, 422, "",
    ),
    (
        "POST", "administration/skyddade-personuppgifter/<uuid:uuid>/hav/",
        "/administration/skyddade-personuppgifter/{person_uuid}/hav/", 302, 302, 403, 403, 302,
        "/administration/skyddade-personuppgifter/",
    ),
    ("GET", "mina-uppgifter/", "/mina-uppgifter/", 302, 302, 200, 200, 200, ""),
    ("POST", "mina-uppgifter/", "/mina-uppgifter/", 302, 302, 302, 302, 302, "/mina-uppgifter/"),
    ("GET", "administration/avslut/", "/administration/avslut/?q=anna", 302, 302, 403, 403, 200, ""),
    ("GET", f"{LEAVERS}<uuid:uuid>/", f"/{LEAVERS}{{person_uuid}}/", 302, 302, 403, 403, 200, ""),
    ("POST", f"{LEAVERS}<uuid:uuid>/", f"/{LEAVERS}{{person_uuid}}/", 302, 302, 403, 403, 422, ""),
    (
        "GET", "administration/avslut/<uuid:uuid>/", "/administration/avslut/00000000-0000-0000-0000-000000000000/",
        302, 302, 403, 403, 404, "",
    ),
    (
        "POST", "administration/avslut/<uuid:uuid>/aterta/", "/administration/avslut/{person_uuid}/aterta/",
        302, 302, 403, 403, 302, "/administration/avslut/",
    ),
    ("GET", "administration/overlamning/", "/administration/overlamning/", 302, 302, 403, 403, 200, ""),
    ("GET", f"{QUEUE}<int:pk>/", f"/{QUEUE}{{departure}}/", 302, 302, 403, 403, 200, ""),
    ("POST", f"{QUEUE}<int:pk>/", f"/{QUEUE}{{departure}}/", 302, 302, 403, 403, 422, ""),
    ("GET", "administration/overlamning/<int:pk>/", "/administration/overlamning/999999/", 302, 302, 403, 403, 404, ""),
    (
        "POST", "administration/overlamning/<int:pk>/angra/", "/administration/overlamning/{departure}/angra/",
        302, 302, 403, 403, 302, "/administration/overlamning/",
    ),
)  # fmt: skip
