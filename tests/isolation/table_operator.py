"""The isolation table, the operator's own site: who runs the sites gets in, nobody else; the sites have none of it."""

NUMBER = "00000000-0000-4000-8000-000000000000"
SUPPORT_HERE = "administration/support/"
END, END_PATH = f"{SUPPORT_HERE}<uuid:number>/avsluta/", f"/{SUPPORT_HERE}{NUMBER}/avsluta/"
EVIDENCE = "/drift/skara/matningar.csv?fran=2026-11-01&till=2026-11-20"
SITE = "drift/<slug:slug>/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 of "right" leads)
OPERATOR: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("drift/", "/drift/", 302, 302, 403, 403, 200, "GET", ""),
    ("drift/", "/drift/", 302, 302, 405, 405, 405, "POST", ""),
    (SITE, "/drift/skara/", 302, 302, 403, 403, 200, "GET", ""),
    (SITE, "/drift/drift/", 302, 302, 403, 403, 404, "GET", ""),
    (SITE, "/drift/finns-inte/", 302, 302, 403, 403, 404, "GET", ""),
    ("drift/ny-webbplats/", "/drift/ny-webbplats/", 302, 302, 403, 403, 200, "GET", ""),
    ("drift/ny-webbplats/", "/drift/ny-webbplats/", 302, 302, 403, 403, 422, "POST", ""),
    ("drift/skapas/<uuid:number>/", f"/drift/skapas/{NUMBER}/", 302, 302, 403, 403, 404, "GET", ""),
    ("drift/tjanster/", "/drift/tjanster/", 302, 302, 403, 403, 200, "GET", ""),
    ("drift/tjanster/", "/drift/tjanster/", 302, 302, 403, 403, 422, "POST", ""),
    (SITE + "lage/", "/drift/skara/lage/", 302, 302, 403, 403, 422, "POST", ""),
    (SITE + "lage/", "/drift/drift/lage/", 302, 302, 403, 403, 404, "POST", ""),
    (SITE + "lage/", "/drift/skara/lage/", 302, 302, 405, 405, 405, "GET", ""),
    (SITE + "inloggning/", "/drift/skara/inloggning/", 302, 302, 403, 403, 200, "GET", ""),
    (SITE + "inloggning/", "/drift/skara/inloggning/", 302, 302, 403, 403, 422, "POST", ""),
    (SITE + "inloggning/", "/drift/drift/inloggning/", 302, 302, 403, 403, 404, "GET", ""),
    *((SITE + "inloggning/<slug:key>/ta-bort/", f"/drift/{slug}/inloggning/finns-inte/ta-bort/",
       302, 302, 403, 403, 404, "POST", "") for slug in ("skara", "drift")),
    (SITE + "inloggning/<slug:key>/ta-bort/", "/drift/skara/inloggning/entra/ta-bort/",
     302, 302, 405, 405, 405, "GET", ""),
    (SITE + "forsta-konto/", "/drift/skara/forsta-konto/", 302, 302, 403, 403, 200, "GET", ""),
    (SITE + "forsta-konto/", "/drift/skara/forsta-konto/", 302, 302, 403, 403, 422, "POST", ""),
    (SITE + "forsta-konto/", "/drift/drift/forsta-konto/", 302, 302, 403, 403, 404, "GET", ""),
    *((SITE + "forsta-konto/<uuid:person>/ta-tillbaka/", f"/drift/{slug}/forsta-konto/{NUMBER}/ta-tillbaka/",
       302, 302, 403, 403, right, "POST", "/drift/skara/forsta-konto/")
      for slug, right in (("skara", 302), ("drift", 404))),
    (SITE + "forsta-konto/<uuid:person>/ta-tillbaka/", f"/drift/skara/forsta-konto/{NUMBER}/ta-tillbaka/",
     302, 302, 405, 405, 405, "GET", ""),
    ("drift/migreringar/", "/drift/migreringar/", 302, 302, 403, 403, 200, "GET", ""),
    ("drift/stod/", "/drift/stod/", 302, 302, 403, 403, 200, "GET", ""),
    ("drift/stod/<uuid:number>/", f"/drift/stod/{NUMBER}/", 302, 302, 403, 403, 404, "GET", ""),
    ("drift/stod/<uuid:number>/overlamning/", f"/drift/stod/{NUMBER}/overlamning/", 302, 302, 403, 403, 404, "GET", ""),
    ("drift/stod/<uuid:number>/avsluta/", f"/drift/stod/{NUMBER}/avsluta/", 302, 302, 403, 403, 404, "POST", ""),
    ("drift/stod/<uuid:number>/avsluta/", f"/drift/stod/{NUMBER}/avsluta/", 302, 302, 405, 405, 405, "GET", ""),
    (SITE + "matningar.csv", EVIDENCE, 302, 302, 403, 403, 200, "GET", ""),
    (SITE + "matningar.csv", "/drift/skara/matningar.csv?fran=nej", 302, 302, 403, 403, 400, "GET", ""),
    (SITE + "matningar.csv", "/drift/drift/matningar.csv", 302, 302, 403, 403, 404, "GET", ""),
    (SITE + "stod/", "/drift/skara/stod/", 302, 302, 403, 403, 200, "GET", ""),
    (SITE + "stod/", "/drift/skara/stod/", 302, 302, 403, 403, 422, "POST", ""),
    (SITE + "stod/", "/drift/drift/stod/", 302, 302, 403, 403, 404, "GET", ""),
)
# fmt: on

# fmt: off
#: The same at Skara's address: (pattern, path, five statuses, method).
SUPPORT: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    ("support/<uuid:number>/", f"/support/{NUMBER}/", 404, 404, 404, 404, 404, "GET"),
    (SUPPORT_HERE, "/administration/support/", 302, 302, 403, 403, 200, "GET"),
    (END, END_PATH, 302, 302, 403, 403, 404, "POST"),
    (END, END_PATH, 302, 302, 405, 405, 405, "GET"),
)
# fmt: on
