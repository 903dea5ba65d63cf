"""The isolation table: documents written after the model's document templates."""

LIST, ONE = "/projektdokument/", "/projektdokument/{document_draft}/"
_ONE = "projektdokument/<uuid:uuid>/"
_SENT = "/projektdokument/{document_sent}"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
DOCUMENTS: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("projektdokument/", LIST, 302, 302, 403, 200, 200, "GET", ""),
    ("projektdokument/nytt/", f"{LIST}nytt/", 302, 302, 403, 403, 200, "GET", ""),
    # No template is chosen.
    ("projektdokument/nytt/", f"{LIST}nytt/", 302, 302, 403, 403, 404, "POST", ""),
    # A draft is for those who write; what is sent is for all who work here.
    (_ONE, ONE, 302, 302, 403, 404, 200, "GET", ""),
    (_ONE, f"{_SENT}/", 302, 302, 403, 200, 200, "GET", ""),
    (_ONE, "/projektdokument/{person_uuid}/", 302, 302, 403, 404, 404, "GET", ""),
    (f"{_ONE}skriv/", f"{ONE}skriv/", 302, 302, 403, 403, 200, "GET", ""),
    (f"{_ONE}skriv/", f"{ONE}skriv/", 302, 302, 403, 403, 422, "POST", ""),
    (f"{_ONE}skriv/", f"{_SENT}/skriv/", 302, 302, 403, 403, 404, "POST", ""),
    (f"{_ONE}uppgifter/", f"{ONE}uppgifter/", 302, 302, 403, 403, 200, "GET", ""),
    # Nobody has read what they would fill in.
    (f"{_ONE}uppgifter/", f"{ONE}uppgifter/", 302, 302, 403, 403, 302, "POST", LIST),
    (f"{_ONE}skicka/", f"{ONE}skicka/", 302, 302, 403, 403, 200, "GET", ""),
    (f"{_ONE}skicka/", f"{ONE}skicka/", 302, 302, 403, 403, 422, "POST", ""),
    (f"{_ONE}skicka/", f"{_SENT}/skicka/", 302, 302, 403, 403, 404, "POST", ""),
    (f"{_ONE}kasta/", f"{ONE}kasta/", 302, 302, 403, 403, 302, "POST", LIST),
    (f"{_ONE}kasta/", f"{_SENT}/kasta/", 302, 302, 403, 403, 404, "POST", ""),
    (f"{_ONE}ratta/", f"{_SENT}/ratta/", 302, 302, 403, 403, 404, "POST", ""),
    ("projektdokument/<uuid:uuid>.html", f"{_SENT}.html", 302, 302, 403, 200, 200, "GET", ""),
    ("projektdokument/<uuid:uuid>.html", "/projektdokument/{document_draft}.html", 302, 302, 403, 404, 404, "GET", ""),
    ("projektdokument/<uuid:uuid>.md", f"{_SENT}.md", 302, 302, 403, 200, 200, "GET", ""),
    ("projektdokument/<uuid:uuid>.md", "/projektdokument/{document_draft}.md", 302, 302, 403, 404, 404, "GET", ""),
)
# fmt: on
