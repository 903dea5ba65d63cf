"""Swedish formats per look.md: "tisdag 6 december 2022", "kl. 14.30", "12 570"."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "Y-m-d"
TIME_FORMAT = r"\k\l. H.i"
DATETIME_FORMAT = r"j F Y \k\l. H.i"
MONTH_DAY_FORMAT = "j F"
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
DECIMAL_SEPARATOR = ","
