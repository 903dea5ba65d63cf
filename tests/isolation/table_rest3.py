"""The isolation table, what issue 3 still owed: support that the site lets in, the organisation from a file."""

NUMBER = "00000000-0000-4000-8000-000000000000"
SUPPORT = "administration/support/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 of "right" leads)
REST3: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    *((f"{SUPPORT}<uuid:number>/{verb}/", f"/{SUPPORT}{NUMBER}/{verb}/", 302, 302, 403, 403, 404, "POST", "")
      for verb in ("godkann", "neka")),
    *((f"{SUPPORT}<uuid:number>/{verb}/", f"/{SUPPORT}{NUMBER}/{verb}/", 302, 302, 405, 405, 405, "GET", "")
      for verb in ("godkann", "neka")),
    ("mina-gaster/<int:pk>/bjud-in-igen/", "/mina-gaster/999999/bjud-in-igen/", 302, 302, 403, 403, 404, "POST", ""),
    ("mina-gaster/<int:pk>/bjud-in-igen/", "/mina-gaster/999999/bjud-in-igen/", 302, 302, 405, 405, 405, "GET", ""),
)
# fmt: on
