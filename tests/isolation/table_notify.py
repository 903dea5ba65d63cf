"""The isolation table: what one is told, and how one wants to be told.

Each is (method, pattern, path, signed out, other municipality, guest, no right, right, where a 302 leads).
"""

INBOX, MINE = "/inkorg/", "/mina-aviseringar/"
NOTIFY: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    ("GET", "inkorg/", INBOX, 302, 302, 200, 200, 200, ""),
    ("GET", "inkorg/", f"{INBOX}?visa=olasta&fore=abc&lasta=nej", 302, 302, 200, 200, 200, ""),
    ("GET", "inkorg/lasta/", f"{INBOX}lasta/", 302, 302, 405, 405, 405, ""),
    ("POST", "inkorg/lasta/", f"{INBOX}lasta/", 302, 302, 302, 302, 302, INBOX),
    ("POST", "inkorg/olasta/", f"{INBOX}olasta/", 302, 302, 302, 302, 302, INBOX),
    # Another's notice is none of one's business, not even that it is there.
    ("GET", "inkorg/<int:pk>/", "/inkorg/{notice}/", 302, 302, 404, 404, 302, MINE),
    ("GET", "inkorg/<int:pk>/", "/inkorg/999999/", 302, 302, 404, 404, 404, ""),
    ("GET", "mina-aviseringar/", MINE, 302, 302, 200, 200, 200, ""),
    ("POST", "mina-aviseringar/", MINE, 302, 302, 302, 302, 302, MINE),
    ("POST", "mina-aviseringar/paus/", f"{MINE}paus/", 302, 302, 302, 302, 302, MINE),
    ("POST", "mina-aviseringar/brev/", f"{MINE}brev/", 302, 302, 302, 302, 302, MINE),
    ("POST", "mina-aviseringar/webblasare/", f"{MINE}webblasare/", 302, 302, 422, 422, 422, ""),
    (
        "GET", "mina-aviseringar/om/<slug:kind>/<str:key>/", "/mina-aviseringar/om/mail_address/{notified}/",
        302, 302, 404, 404, 200, "",
    ),
    (
        "POST", "mina-aviseringar/om/<slug:kind>/<str:key>/", "/mina-aviseringar/om/mail_address/{notified}/",
        302, 302, 404, 404, 422, "",
    ),
    (
        "GET", "mina-aviseringar/om/<slug:kind>/<str:key>/", "/mina-aviseringar/om/finns-inte/1/",
        302, 302, 404, 404, 404, "",
    ),
    # The signed address is the right: whoever holds a letter may leave.
    ("GET", "aviseringar/sluta/<str:token>/", "/aviseringar/sluta/{way_out}/", 200, 200, 200, 200, 200, ""),
    ("POST", "aviseringar/sluta/<str:token>/", "/aviseringar/sluta/{way_out}/", 200, 200, 200, 200, 200, ""),
    ("GET", "aviseringar/sluta/<str:token>/", "/aviseringar/sluta/finns-inte/", 404, 404, 404, 404, 404, ""),
    ("GET", "administration/aviseringar/", "/administration/aviseringar/", 302, 302, 403, 403, 200, ""),
    (
        "POST", "administration/aviseringar/", "/administration/aviseringar/",
        302, 302, 403, 403, 302, "/administration/aviseringar/",
    ),
)  # fmt: skip
