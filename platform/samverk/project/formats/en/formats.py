"""The clock as in Swedish, so that both languages read alike: "22 November 2026 at 14.30"."""

TIME_FORMAT = r"\a\t H.i"
DATETIME_FORMAT = r"j F Y \a\t H.i"
