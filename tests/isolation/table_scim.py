"""The isolation table, the directory connection: SCIM's own address and the system maintainers' pages.

At SCIM's address a session is worth nothing, whoever has it: 401 for all five. What a token of the next municipality
gets there stands in tests/integration/identity/scim/test_law49_tokens.py.
"""

ENDPOINT = r"^scim/v2(?P<rest>/.*)?$"
REVOKE = "administration/scim/<int:key>/aterkalla/"
MAP = "administration/scim/grupper/<uuid:uuid>/"
UUID = "00000000-0000-4000-8000-000000000000"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method)
SCIM: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    (ENDPOINT, "/scim/v2/Users", 401, 401, 401, 401, 401, "GET"),
    (ENDPOINT, "/scim/v2/Users", 401, 401, 401, 401, 401, "POST"),
    (ENDPOINT, "/scim/v2/ServiceProviderConfig", 401, 401, 401, 401, 401, "GET"),
    (ENDPOINT, "/scim/v2", 401, 401, 401, 401, 401, "GET"),
    ("administration/scim/", "/administration/scim/", 302, 302, 403, 403, 200, "GET"),
    ("administration/scim/", "/administration/scim/", 302, 302, 403, 403, 422, "POST"),
    (REVOKE, "/administration/scim/999999/aterkalla/", 302, 302, 403, 403, 404, "POST"),
    (REVOKE, "/administration/scim/999999/aterkalla/", 302, 302, 405, 405, 405, "GET"),
    (MAP, f"/administration/scim/grupper/{UUID}/", 302, 302, 403, 403, 404, "POST"),
    (MAP, f"/administration/scim/grupper/{UUID}/", 302, 302, 405, 405, 405, "GET"),
    ("administration/katalog/", "/administration/katalog/", 302, 302, 403, 403, 200, "GET"),
    ("administration/katalog/", "/administration/katalog/?brist=nej", 302, 302, 403, 403, 404, "GET"),
    ("administration/katalog/brister.csv", "/administration/katalog/brister.csv", 302, 302, 403, 403, 200, "GET"),
    ("administration/import/", "/administration/import/", 302, 302, 403, 403, 200, "GET"),
    ("administration/import/", "/administration/import/", 302, 302, 403, 403, 422, "POST"),
    ("administration/import/mall.csv", "/administration/import/mall.csv", 302, 302, 403, 403, 200, "GET"),
    ("administration/import/<uuid:uuid>/", f"/administration/import/{UUID}/", 302, 302, 405, 405, 405, "GET"),
)
# fmt: on
