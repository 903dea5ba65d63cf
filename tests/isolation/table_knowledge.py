"""The isolation table: the knowledge bank, and articles shared between municipalities."""

BANK, OTHERS = "/kunskapsbank/", "/kunskapsbank/fran-andra/"
_ONE = "kunskapsbank/fran-andra/<uuid:key>/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method, where a 302 leads)
KNOWLEDGE: tuple[tuple[str, str, int, int, int, int, int, str, str], ...] = (
    ("kunskapsbank/", BANK, 302, 302, 403, 200, 200, "GET", ""),
    ("kunskapsbank/skriv/", f"{BANK}skriv/", 302, 302, 403, 403, 200, "GET", ""),
    ("kunskapsbank/skriv/", f"{BANK}skriv/?place=x", 302, 302, 403, 403, 422, "GET", ""),
    ("kunskapsbank/<int:pk>/svar/", f"{BANK}{{article}}/svar/", 302, 302, 403, 403, 200, "GET", ""),
    # A page that is no article.
    ("kunskapsbank/<int:pk>/svar/", f"{BANK}{{page}}/svar/", 302, 302, 403, 404, 404, "GET", ""),
    ("kunskapsbank/<int:pk>/svara/", f"{BANK}{{article}}/svara/", 302, 302, 403, 302, 302, "POST", "/artikel/"),
    ("kunskapsbank/<int:pk>/dela/", f"{BANK}{{article}}/dela/", 302, 302, 403, 403, 200, "GET", ""),
    ("kunskapsbank/<int:pk>/dela/", f"{BANK}{{article}}/dela/", 302, 302, 403, 403, 422, "POST", ""),
    ("kunskapsbank/<int:pk>/dela/", f"{BANK}{{closed_page}}/dela/", 302, 302, 403, 404, 404, "GET", ""),
    ("kunskapsbank/<int:pk>/sluta-dela/", f"{BANK}{{article}}/sluta-dela/", 302, 302, 403, 403, 302, "POST", BANK),
    ("kunskapsbank/<int:pk>/foresla/", f"{BANK}{{article}}/foresla/", 302, 302, 403, 403, 302, "POST", BANK),
    ("kunskapsbank/fran-andra/", OTHERS, 302, 302, 403, 200, 200, "GET", ""),
    (_ONE, f"{OTHERS}{{article_of_hjo}}/", 302, 302, 403, 200, 200, "GET", ""),
    # Their own, which they do not take from themselves.
    (_ONE, f"{OTHERS}{{article_key}}/", 302, 302, 403, 404, 404, "GET", ""),
    (f"{_ONE}lagg-in/", f"{OTHERS}{{article_of_hjo}}/lagg-in/", 302, 302, 403, 422, 422, "POST", ""),
    # The model municipality's button: test_pf21_drafts_of_articles.py.
    (f"{_ONE}utkast/", f"{OTHERS}{{article_of_hjo}}/utkast/", 302, 302, 403, 404, 404, "POST", ""),
)
# fmt: on
