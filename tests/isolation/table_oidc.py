"""The isolation table, part three: sign-in with OpenID Connect. Skara has the provider `entra`; Hjo has another."""

#: (method, pattern, path, signed out, other municipality, guest, no right, right, where a signed-in person's 302 leads)
VIA = "logga-in/via/<slug:key>/"
MINE = "mina-kopplingar/"
ADMIN = "administration/inloggning/"
OIDC: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    ("GET", VIA, "/logga-in/via/finns-inte/", 404, 404, 404, 404, 404, ""),
    ("GET", VIA, "/logga-in/via/hjos/", 404, 404, 404, 404, 404, ""),
    ("POST", VIA, "/logga-in/via/entra/", 405, 405, 405, 405, 405, ""),
    ("GET", f"{VIA}svar/", "/logga-in/via/entra/svar/", 403, 403, 403, 403, 403, ""),
    ("GET", f"{VIA}svar/", "/logga-in/via/hjos/svar/", 404, 404, 404, 404, 404, ""),
    ("GET", f"{VIA}utloggning/", "/logga-in/via/entra/utloggning/", 405, 405, 405, 405, 405, ""),
    ("POST", f"{VIA}utloggning/", "/logga-in/via/entra/utloggning/", 400, 400, 400, 400, 400, ""),
    ("POST", f"{VIA}utloggning/", "/logga-in/via/hjos/utloggning/", 404, 404, 404, 404, 404, ""),
    (
        "GET", f"{VIA}utloggning-i-webblasaren/", "/logga-in/via/entra/utloggning-i-webblasaren/",
        400, 400, 400, 400, 400, "",
    ),
    ("GET", f"{VIA}utloggad/", "/logga-in/via/entra/utloggad/", 200, 200, 200, 200, 200, ""),
    ("GET", f"{VIA}utloggad/", "/logga-in/via/hjos/utloggad/", 404, 404, 404, 404, 404, ""),
    ("GET", "logga-in/starkare/", "/logga-in/starkare/?niva=3", 302, 302, 403, 403, 403, ""),
    ("GET", MINE, "/mina-kopplingar/", 302, 302, 200, 200, 200, ""),
    ("GET", f"{MINE}koppla/", "/mina-kopplingar/koppla/", 302, 302, 404, 404, 404, ""),
    ("GET", f"{MINE}koppla/<slug:key>/", "/mina-kopplingar/koppla/entra/", 302, 302, 404, 404, 404, ""),
    ("GET", f"{MINE}koppla/<slug:key>/", "/mina-kopplingar/koppla/hjos/", 302, 302, 404, 404, 404, ""),
    ("POST", f"{MINE}<int:link_id>/ta-bort/", "/mina-kopplingar/{identity}/ta-bort/", 302, 302, 404, 404, 404, ""),
    ("GET", ADMIN, "/administration/inloggning/", 302, 302, 403, 403, 200, ""),
    ("POST", f"{ADMIN}krav/", "/administration/inloggning/krav/", 302, 302, 403, 403, 400, ""),
    ("GET", f"{ADMIN}kopplingar/", "/administration/inloggning/kopplingar/", 302, 302, 403, 403, 200, ""),
    (
        "POST", f"{ADMIN}kopplingar/<int:link_id>/ta-bort/",
        "/administration/inloggning/kopplingar/{identity}/ta-bort/",
        302, 302, 403, 403, 302, "/administration/inloggning/kopplingar/",
    ),
    (
        "POST", f"{ADMIN}kopplingar/<int:link_id>/ta-bort/",
        "/administration/inloggning/kopplingar/999999/ta-bort/",
        302, 302, 403, 403, 404, "",
    ),
    ("GET", f"{ADMIN}<slug:key>/", "/administration/inloggning/entra/", 302, 302, 403, 403, 200, ""),
    ("GET", f"{ADMIN}<slug:key>/", "/administration/inloggning/hjos/", 302, 302, 403, 403, 404, ""),
    ("POST", f"{ADMIN}<slug:key>/regler/", "/administration/inloggning/entra/regler/", 302, 302, 403, 403, 400, ""),
    ("POST", f"{ADMIN}<slug:key>/regler/", "/administration/inloggning/hjos/regler/", 302, 302, 403, 403, 404, ""),
    (
        "POST", f"{ADMIN}<slug:key>/regler/<int:rule_id>/ta-bort/",
        "/administration/inloggning/entra/regler/{claim_rule}/ta-bort/",
        302, 302, 403, 403, 302, "/administration/inloggning/entra/",
    ),
    (
        "POST", f"{ADMIN}<slug:key>/regler/<int:rule_id>/ta-bort/",
        "/administration/inloggning/entra/regler/999999/ta-bort/", 302, 302, 403, 403, 404, "",
    ),
    ("POST", f"{ADMIN}<slug:key>/prova/", "/administration/inloggning/entra/prova/", 302, 302, 403, 403, 400, ""),
    ("POST", f"{ADMIN}<slug:key>/prova/", "/administration/inloggning/hjos/prova/", 302, 302, 403, 403, 404, ""),
)  # fmt: skip
