"""The isolation table: the log, and one's own sign-ins. Cells are those of `Row`, in its order."""

AUDIT: tuple[tuple[str, str, int, int, int, int, int] | tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("administration/logg/", "/administration/logg/", 302, 302, 403, 403, 200),
    ("administration/logg/", "/administration/logg/", 302, 302, 403, 403, 200, "/logga-in/", "POST"),
    ("administration/logg/<int:number>/", "/administration/logg/{log_search}/", 302, 302, 403, 403, 200),
    ("administration/logg/<int:number>/", "/administration/logg/999999/", 302, 302, 403, 403, 404),
    (
        "administration/logg/<int:number>/utskrift/",
        "/administration/logg/{log_search}/utskrift/",
        302,
        302,
        403,
        403,
        200,
    ),
    ("administration/logg/<int:number>/csv/", "/administration/logg/{log_search}/csv/", 302, 302, 403, 403, 200),
    ("-/csp/", "/-/csp/", 405, 405, 405, 405, 405),
    ("-/csp/", "/-/csp/", 415, 415, 415, 415, 415, "/", "POST"),
    ("mina-inloggningar/", "/mina-inloggningar/", 302, 302, 200, 200, 200),
    ("mina-inloggningar/", "/mina-inloggningar/", 302, 302, 302, 302, 302, "/mina-inloggningar/", "POST"),
    ("mitt-losenord/", "/mitt-losenord/", 302, 302, 200, 200, 200),
    ("mitt-losenord/", "/mitt-losenord/", 302, 302, 422, 422, 422, "/logga-in/", "POST"),
)
