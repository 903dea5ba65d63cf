"""The isolation table: following, comments, reactions, mentions, reports.

Each is (method, pattern, path, signed out, other municipality, guest, no right, right, where a 302 leads). What is
talked about is a page that everybody at work reads, and one that was given to a group; KIND is their kind
(tests/support/things.py). `samtal/…` lets in who is signed out only to keep what they had typed, and leads them on.
"""

from tests.support.kind_of_things import KIND

Cells = tuple[str, str, str, int, int, int, int, int, str]
SAMTAL, COMMENT = "samtal/<slug:kind>/<str:key>/", "kommentar/<int:pk>/"
#: (method, pattern, path, an employee, a maintainer who wrote nothing of it, where a 302 leads) of what one may see.
ABOUT = (
    ("GET", SAMTAL, f"/samtal/{KIND}/PAGE/", 200, 200, ""),
    ("POST", SAMTAL, f"/samtal/{KIND}/PAGE/", 422, 422, ""),
    ("GET", f"{SAMTAL}laget/", f"/samtal/{KIND}/PAGE/laget/", 403, 302, "/nyheter/"),
    ("POST", f"{SAMTAL}laget/", f"/samtal/{KIND}/PAGE/laget/", 403, 302, "/nyheter/"),
    ("POST", "folj/<slug:kind>/<str:key>/", f"/folj/{KIND}/PAGE/", 302, 302, "/foljer/"),
    ("GET", "reaktioner/<slug:kind>/<str:key>/", f"/reaktioner/{KIND}/PAGE/", 200, 200, ""),
    ("GET", COMMENT, "/kommentar/SAID/", 302, 302, "/nyheter/"),
    ("GET", f"{COMMENT}andra/", "/kommentar/SAID/andra/", 403, 403, ""),
    ("POST", f"{COMMENT}andra/", "/kommentar/SAID/andra/", 403, 403, ""),
    ("GET", f"{COMMENT}tidigare/", "/kommentar/SAID/tidigare/", 200, 200, ""),
    ("POST", f"{COMMENT}ta-bort/", "/kommentar/SAID/ta-bort/", 403, 403, ""),
    ("POST", f"{COMMENT}lagg-tillbaka/", "/kommentar/SAID/lagg-tillbaka/", 403, 403, ""),
    ("GET", "anmal/<slug:kind>/<str:key>/", "/anmal/comment/SAID/", 200, 200, ""),
    ("POST", "anmal/<slug:kind>/<str:key>/", "/anmal/comment/SAID/", 422, 422, ""),
)


def _about(page: str, said: str, *, outside: int = 0) -> tuple[Cells, ...]:
    """The rows for one page and a comment on it; `outside` is what an employee gets who may not see the page."""
    rows: list[Cells] = []
    for method, pattern, path, no_right, right, to in ABOUT:
        where = path.replace("PAGE", page).replace("SAID", said)
        guest = outside if outside == 404 else 403
        employee, maintainer = (outside, 404 if outside == 404 else right) if outside else (no_right, right)
        rows.append((method, pattern, where, 302, 302, guest, employee, maintainer, to))
    return tuple(rows)


TALK: tuple[Cells, ...] = (
    ("GET", "foljer/", "/foljer/", 302, 302, 200, 200, 200, ""),
    *_about("{page}", "{said}"),
    *_about("{closed_page}", "{closed_said}", outside=403),
    *_about("999999", "999999", outside=404),
    ("GET", SAMTAL, "/samtal/finns-inte/1/", 302, 302, 404, 404, 404, ""),
    ("POST", "reagera/", "/reagera/", 302, 302, 404, 404, 404, ""),
    ("GET", "reagera/", "/reagera/", 302, 302, 405, 405, 405, ""),
    ("GET", "namna/", "/namna/?q=anna", 302, 302, 200, 200, 200, ""),
    ("GET", "granskarbeslut/<int:pk>/", "/granskarbeslut/{moderation}/", 302, 302, 404, 404, 404, ""),
    ("GET", "anmalningar/", "/anmalningar/", 302, 302, 403, 403, 200, ""),
    ("GET", "anmalningar/historik/", "/anmalningar/historik/", 302, 302, 403, 403, 200, ""),
    *(
        (method, "anmalningar/<slug:kind>/<str:key>/", f"/anmalningar/comment/{said}/", 302, 302, 403, 403, right, "")
        for method, said, right in (("GET", "{said}", 200), ("POST", "{said}", 422), ("GET", "999999", 404))
    ),
)
