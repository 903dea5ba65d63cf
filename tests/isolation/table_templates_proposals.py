"""The isolation table: what is proposed to the model. The model's own columns: test_tp13_screens.py."""

LIST, ONE = "/mallen/forslag/", "/mallen/forslag/{proposal}/"
_ONE, _COMMENT = "mallen/forslag/<uuid:uuid>/", "mallen/forslag/<uuid:uuid>/kommentar/<uuid:number>/"
WRITE = "mallen/forslag/om/<str:code>/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
PROPOSALS: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("mallen/forslag/", LIST, 302, 302, 403, 200, 200, "GET", ""),
    (WRITE, f"{LIST}om/T-01/", 302, 302, 403, 403, 200, "GET", ""),
    (WRITE, f"{LIST}om/T-01/", 302, 302, 403, 403, 422, "POST", ""),
    (WRITE, f"{LIST}om/finns-inte/", 302, 302, 403, 403, 404, "GET", ""),
    (_ONE, ONE, 302, 302, 403, 200, 200, "GET", ""),
    # A draft of Hjo's.
    (_ONE, "/mallen/forslag/{proposal_of_hjo}/", 302, 302, 403, 404, 404, "GET", ""),
    (f"{_ONE}rosta/", f"{ONE}rosta/", 302, 302, 403, 403, 422, "POST", ""),
    (f"{_ONE}kommentera/", f"{ONE}kommentera/", 302, 302, 403, 403, 422, "POST", ""),
    (_COMMENT, f"{ONE}kommentar/{{person_uuid}}/", 302, 302, 403, 403, 404, "POST", ""),
    (f"{_ONE}ta-fram/", f"{ONE}ta-fram/", 302, 302, 403, 403, 302, "POST", LIST),
    (f"{_ONE}skicka/", f"{ONE}skicka/", 302, 302, 403, 403, 302, "POST", LIST),
    (f"{_ONE}skicka/", "/mallen/forslag/{proposal_of_hjo}/skicka/", 302, 302, 403, 403, 404, "POST", ""),
    (f"{_ONE}dra-tillbaka/", f"{ONE}dra-tillbaka/", 302, 302, 403, 403, 302, "POST", LIST),
    # Answered on the model's site only.
    (f"{_ONE}svara/", f"{ONE}svara/", 302, 302, 404, 404, 404, "GET", ""),
    (f"{_ONE}svara/", f"{ONE}svara/", 302, 302, 404, 404, 404, "POST", ""),
    (f"{_ONE}avsla/", f"{ONE}avsla/", 302, 302, 404, 404, 404, "POST", ""),
)
# fmt: on
