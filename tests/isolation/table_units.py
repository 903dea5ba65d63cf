"""The isolation table, the organisation: its pages, the plans that change it, and who holds which role."""

PLAN = "administration/organisation/<uuid:uuid>/"
UUID = "00000000-0000-4000-8000-000000000000"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method)
UNITS: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    ("organisation/enhet/<uuid:uuid>/", "/organisation/enhet/{part}/", 302, 302, 403, 200, 200, "GET"),
    ("organisation/enhet/<uuid:uuid>/", f"/organisation/enhet/{UUID}/", 302, 302, 403, 404, 404, "GET"),
    ("organisation/roller/", "/organisation/roller/", 302, 302, 403, 200, 200, "GET"),
    ("administration/organisation/", "/administration/organisation/", 302, 302, 403, 403, 200, "GET"),
    ("administration/organisation/", "/administration/organisation/", 302, 302, 403, 403, 422, "POST"),
    (PLAN, "/administration/organisation/{plan}/", 302, 302, 403, 403, 200, "GET"),
    (PLAN, f"/administration/organisation/{UUID}/", 302, 302, 403, 403, 404, "GET"),
    ("administration/organisation/<uuid:uuid>/steg/<slug:verb>/",
        "/administration/organisation/{plan}/steg/rename/", 302, 302, 403, 403, 200, "GET"),
    ("administration/organisation/<uuid:uuid>/steg/<slug:verb>/",
        "/administration/organisation/{plan}/steg/rename/", 302, 302, 403, 403, 422, "POST"),
    ("administration/organisation/<uuid:uuid>/steg/<slug:verb>/",
        "/administration/organisation/{plan}/steg/finns-inte/", 302, 302, 403, 403, 404, "GET"),
    ("administration/organisation/<uuid:uuid>/gor/<slug:what>/",
        "/administration/organisation/{plan}/gor/kasta/", 302, 302, 405, 405, 405, "GET"),
    ("administration/organisation/<uuid:uuid>/gor/<slug:what>/",
        f"/administration/organisation/{UUID}/gor/kasta/", 302, 302, 403, 403, 404, "POST"),
    ("administration/organisation/<uuid:uuid>/gor/<slug:what>/",
        "/administration/organisation/{plan}/gor/finns-inte/", 302, 302, 403, 403, 404, "POST"),
    ("administration/roller/", "/administration/roller/", 302, 302, 403, 403, 200, "GET"),
    ("administration/roller/<slug:role>/", "/administration/roller/dpo/", 302, 302, 403, 403, 200, "GET"),
    ("administration/roller/<slug:role>/", "/administration/roller/finns-inte/", 302, 302, 403, 403, 404, "GET"),
    ("administration/roller/<slug:role>/", "/administration/roller/dpo/", 302, 302, 403, 403, 422, "POST"),
    ("administration/roller/<slug:role>/avsluta/<int:key>/", "/administration/roller/dpo/avsluta/999999/",
        302, 302, 403, 403, 404, "POST"),
    ("administration/roller/<slug:role>/avsluta/<int:key>/", "/administration/roller/dpo/avsluta/999999/",
        302, 302, 405, 405, 405, "GET"),
)
# fmt: on
