"""The isolation table: the model municipality's own pages, which no other site has."""

# fmt: off
_DRAFT, _RELEASE = "/mallen/utkast/P-08/", "/mallen/slapp/00000000-0000-0000-0000-000000000000/"
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
#: The columns at the model municipality: tests/integration/shared_templates/test_tp07_masters_screens.py.
MASTERS: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = tuple(
    (pattern, path, 302, 302, 404, 404, 404, method, "")
    for pattern, path, methods in (
        ("mallen/utkast/", "/mallen/utkast/", "GET"),
        ("mallen/utkast/ny/", "/mallen/utkast/ny/", "GET POST"),
        ("mallen/utkast/<str:code>/", _DRAFT, "GET"),
        ("mallen/utkast/<str:code>/skriv/", f"{_DRAFT}skriv/", "GET POST"),
        ("mallen/utkast/<str:code>/ta-bort/", f"{_DRAFT}ta-bort/", "GET POST"),
        ("mallen/utkast/<str:code>/granska/", f"{_DRAFT}granska/", "POST"),
        ("mallen/utkast/<str:code>/testfall/", f"{_DRAFT}testfall/", "POST"),
        ("mallen/utkast/<str:code>/testfall/<int:pk>/", f"{_DRAFT}testfall/1/", "POST"),
        ("mallen/radet/<uuid:uuid>/", "/mallen/radet/00000000-0000-0000-0000-000000000000/", "GET POST"),
        ("ovning/", "/ovning/", "GET"),
        ("ovning/aterstall/", "/ovning/aterstall/", "POST"),
        ("ovning/oppna/", "/ovning/oppna/", "GET"),
        ("mallen/slapp/", "/mallen/slapp/", "GET"),
        ("mallen/slapp/nytt/", "/mallen/slapp/nytt/", "GET POST"),
        ("mallen/slapp/nytt/verkan.csv", "/mallen/slapp/nytt/verkan.csv", "GET"),
        ("mallen/slapp/<uuid:uuid>/", _RELEASE, "GET"),
        ("mallen/slapp/<uuid:uuid>/fil/", f"{_RELEASE}fil/", "GET"),
        ("mallen/slapp/nycklar/", "/mallen/slapp/nycklar/", "GET"),
        ("mallen/slapp/<uuid:uuid>/dra-tillbaka/", f"{_RELEASE}dra-tillbaka/", "POST"),
    )
    for method in methods.split()
)
#: The way into a sandbox, which no other site has; who comes in there: test_tp08_sandbox_door.py.
SANDBOX = (("ovning/in/", "/ovning/in/", 404, 404, 404, 404, 404, "GET", ""),)
# fmt: on
