"""The isolation table: posts. The world's post is its own author's, in a unit where nobody of the table works.

Each is (method, pattern, path, signed out, other municipality, guest, no right, right, where a 302 leads).
"""

POST = "inlagg/<int:pk>/"
FEED: tuple[tuple[str, str, str, int, int, int, int, int, str], ...] = (
    ("GET", "inlagg/", "/inlagg/", 302, 302, 403, 200, 200, ""),
    ("GET", "inlagg/", "/inlagg/?visa=foljer&fore=1000", 302, 302, 403, 200, 200, ""),
    ("GET", "inlagg/min-enhet/", "/inlagg/min-enhet/", 302, 302, 403, 302, 302, "/inlagg/"),
    ("GET", "inlagg/skriv/", "/inlagg/skriv/", 302, 302, 403, 302, 302, ""),
    ("POST", "inlagg/skriv/", "/inlagg/skriv/", 302, 302, 403, 422, 422, ""),
    ("POST", "inlagg/utkast/", "/inlagg/utkast/", 302, 302, 403, 204, 204, ""),
    ("POST", "inlagg/utkast/slang/", "/inlagg/utkast/slang/", 302, 302, 403, 302, 302, "/inlagg/"),
    ("POST", "inlagg/utkast/tillbaka/", "/inlagg/utkast/tillbaka/", 302, 302, 403, 302, 302, "/inlagg/"),
    ("GET", "inlagg/fil/<uuid:uuid>/", "/inlagg/fil/{post_picture}/", 302, 302, 403, 403, 200, ""),
    (
        "GET", "inlagg/fil/<uuid:uuid>/", "/inlagg/fil/00000000-0000-0000-0000-000000000000/",
        302, 302, 403, 404, 404, "",
    ),
    ("GET", POST, "/inlagg/{post}/", 302, 302, 403, 403, 200, ""),
    ("GET", POST, "/inlagg/999999/", 302, 302, 403, 404, 404, ""),
    ("GET", f"{POST}andra/", "/inlagg/{post}/andra/", 302, 302, 403, 403, 403, ""),
    ("POST", f"{POST}andra/", "/inlagg/{post}/andra/", 302, 302, 403, 403, 403, ""),
    ("GET", f"{POST}versioner/", "/inlagg/{post}/versioner/", 302, 302, 403, 403, 200, ""),
    ("POST", f"{POST}ta-bort/", "/inlagg/{post}/ta-bort/", 302, 302, 403, 403, 403, ""),
    ("GET", f"{POST}borttaget/", "/inlagg/{post}/borttaget/", 302, 302, 403, 404, 404, ""),
    ("POST", f"{POST}borttaget/", "/inlagg/{post}/borttaget/", 302, 302, 403, 404, 404, ""),
    ("POST", f"{POST}rosta/", "/inlagg/{post}/rosta/", 302, 302, 403, 403, 404, ""),
    ("POST", f"{POST}besvarad/", "/inlagg/{post}/besvarad/", 302, 302, 403, 403, 302, "/inlagg/"),
    ("POST", f"{POST}overst/", "/inlagg/{post}/overst/", 302, 302, 403, 403, 302, "/inlagg/"),
    ("POST", f"{POST}officiell/", "/inlagg/{post}/officiell/", 302, 302, 403, 403, 302, "/inlagg/"),
)  # fmt: skip
