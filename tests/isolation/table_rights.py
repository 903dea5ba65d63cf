"""The isolation table: people, groups and rights, who may see what, and delegated administration."""

PERSON = "administration/personer/<uuid:uuid>/"
GROUP = "administration/grupper/<int:pk>/"
DELEGATED = "administration/delegerad-forvaltning/"
SEEN = "administration/vem-far-se/<slug:kind>/<int:pk>/"
UUID = "00000000-0000-4000-8000-000000000000"
NOBODY = f"/administration/personer/{UUID}/"
THEIRS = "/administration/grupper/{group}/"

# fmt: off
#: (method, pattern, path, signed out, other municipality, guest, no right, right, where a 302 leads)
RIGHTS: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    ("GET", "administration/personer/", "/administration/personer/", 302, 302, 403, 403, 200, ""),
    ("GET", PERSON, "/administration/personer/{person_uuid}/", 302, 302, 403, 403, 200, ""),
    ("GET", PERSON, NOBODY, 302, 302, 403, 403, 404, ""),
    *(("POST", f"{PERSON}{verb}/", f"{NOBODY}{verb}/", 302, 302, 403, 403, 404, "")
      for verb in ("stang", "oppna", "logga-ut", "grupp")),
    *(("GET", f"{PERSON}{verb}/", f"{NOBODY}{verb}/", 302, 302, 405, 405, 405, "")
      for verb in ("stang", "oppna", "logga-ut", "grupp")),
    ("GET", "administration/grupper/", "/administration/grupper/", 302, 302, 403, 403, 200, ""),
    ("POST", "administration/grupper/", "/administration/grupper/", 302, 302, 403, 403, 422, ""),
    ("GET", GROUP, THEIRS, 302, 302, 403, 403, 200, ""),
    ("POST", GROUP, THEIRS, 302, 302, 403, 403, 422, ""),
    ("GET", GROUP, "/administration/grupper/999999/", 302, 302, 403, 403, 404, ""),
    ("POST", f"{GROUP}person/", f"{THEIRS}person/", 302, 302, 403, 403, 404, ""),
    ("POST", f"{GROUP}ta-bort/", f"{THEIRS}ta-bort/", 302, 302, 403, 403, 302, "/administration/grupper/"),
    ("POST", f"{GROUP}angra/", f"{THEIRS}angra/", 302, 302, 403, 403, 404, ""),
    *(("GET", f"{GROUP}{verb}/", f"{THEIRS}{verb}/", 302, 302, 405, 405, 405, "")
      for verb in ("person", "ta-bort", "angra")),
    ("GET", "mina-uppdrag/", "/mina-uppdrag/", 302, 302, 403, 200, 200, ""),
    ("POST", "mina-uppdrag/", "/mina-uppdrag/", 302, 302, 403, 422, 422, ""),
    ("GET", DELEGATED, f"/{DELEGATED}", 302, 302, 403, 403, 200, ""),
    ("POST", DELEGATED, f"/{DELEGATED}", 302, 302, 403, 403, 422, ""),
    *(("POST", f"{DELEGATED}inbjudan/<uuid:uuid>/{verb}/", f"/{DELEGATED}inbjudan/{UUID}/{verb}/",
       302, 302, 403, 403, 404, "") for verb in ("ja", "nej")),
    ("POST", f"{DELEGATED}<int:pk>/avsluta/", f"/{DELEGATED}999999/avsluta/", 302, 302, 403, 403, 404, ""),
    ("GET", "administration/vem-far-se/", "/administration/vem-far-se/", 302, 302, 403, 403, 200, ""),
    *(("GET", SEEN, f"/administration/vem-far-se/{what}/", 302, 302, 403, 403, 200, "")
      for what in ("sida/{page}", "dokument/{document}", "bild/{picture}", "samling/{collection}")),
    *(("GET", SEEN, f"/administration/vem-far-se/{what}/", 302, 302, 404, 404, 404, "")
      for what in ("sida/999999", "dokument/999999", "bild/999999", "samling/999999", "annat/1")),
)
# fmt: on
