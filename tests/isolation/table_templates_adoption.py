"""The isolation table: what a municipality has of the model."""

WAITING = "/mallen/nytt/"
RELEASE, PUT_OFF = "mallen/nytt/<uuid:uuid>/", "mallen/nytt/<uuid:uuid>/skjut-upp/"
DEVIATION = "mallen/avsteg/<uuid:uuid>/"
PROPOSE, UNIT = "mallen/<item_code:code>/avsteg/", "mallen/<item_code:code>/enhet/"
ITEM, ADAPT = "mallen/<item_code:code>/", "mallen/<item_code:code>/anpassa/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
ADOPTION: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("mallen/", "/mallen/", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/nytt/", WAITING, 302, 302, 403, 403, 200, "GET", ""),
    (RELEASE, "/mallen/nytt/{release}/", 302, 302, 403, 403, 200, "GET", ""),
    (RELEASE, "/mallen/nytt/{release}/", 302, 302, 403, 403, 422, "POST", ""),
    (RELEASE, "/mallen/nytt/{person_uuid}/", 302, 302, 403, 403, 404, "GET", ""),
    # Nothing of the release waits any more.
    (PUT_OFF, "/mallen/nytt/{release}/skjut-upp/", 302, 302, 403, 403, 404, "POST", ""),
    ("mallen/inforda/<uuid:uuid>/", "/mallen/inforda/{taken}/", 302, 302, 403, 403, 200, "GET", ""),
    # Somebody departs from what would go.
    ("mallen/inforda/<uuid:uuid>/angra/", "/mallen/inforda/{taken}/angra/", 302, 302, 403, 403, 422, "POST", ""),
    ("mallen/avsteg/", "/mallen/avsteg/", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/avsteg.csv", "/mallen/avsteg.csv", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/avsteg/kostnad/", "/mallen/avsteg/kostnad/", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/avsteg/kostnad.csv", "/mallen/avsteg/kostnad.csv", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/avsteg/enheter/", "/mallen/avsteg/enheter/", 302, 302, 403, 200, 200, "GET", ""),
    ("mallen/avsteg/enheter.csv", "/mallen/avsteg/enheter.csv", 302, 302, 403, 200, 200, "GET", ""),
    (DEVIATION, "/mallen/avsteg/{deviation}/", 302, 302, 403, 200, 200, "GET", ""),
    (DEVIATION, "/mallen/avsteg/{person_uuid}/", 302, 302, 403, 404, 404, "GET", ""),
    # Whoever owns a deviation never decides about it.
    (f"{DEVIATION}beslut/", "/mallen/avsteg/{deviation}/beslut/", 302, 302, 403, 403, 403, "POST", ""),
    (f"{DEVIATION}skriv/", "/mallen/avsteg/{deviation}/skriv/", 302, 302, 403, 403, 200, "GET", ""),
    (f"{DEVIATION}skriv/", "/mallen/avsteg/{deviation}/skriv/", 302, 302, 403, 403, 422, "POST", ""),
    (f"{DEVIATION}avsluta/", "/mallen/avsteg/{deviation}/avsluta/", 302, 302, 403, 403, 422, "POST", ""),
    (PROPOSE, "/mallen/T-01/avsteg/", 302, 302, 403, 403, 200, "GET", ""),
    (PROPOSE, "/mallen/T-01/avsteg/", 302, 302, 403, 403, 422, "POST", ""),
    # Who belongs to no unit speaks for none.
    (UNIT, "/mallen/T-01/enhet/", 302, 302, 403, 403, 200, "GET", ""),
    (UNIT, "/mallen/T-01/enhet/", 302, 302, 403, 403, 422, "POST", ""),
    (ITEM, "/mallen/T-01/", 302, 302, 403, 200, 200, "GET", ""),
    (ITEM, "/mallen/finns-inte/", 302, 302, 403, 404, 404, "GET", ""),
    ("mallen/<item_code:code>/skillnad/", "/mallen/T-01/skillnad/", 302, 302, 403, 200, 200, "GET", ""),
    (ADAPT, "/mallen/T-01/anpassa/", 302, 302, 403, 403, 200, "GET", ""),
    (ADAPT, "/mallen/T-01/anpassa/", 302, 302, 403, 403, 422, "POST", ""),
    ("mallen/<item_code:code>/beslut/", "/mallen/T-01/beslut/", 302, 302, 403, 403, 422, "POST", ""),
    ("mallen/<item_code:code>/svar/", "/mallen/T-01/svar/", 302, 302, 403, 403, 422, "POST", ""),
)
# fmt: on
