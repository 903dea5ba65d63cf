"""The tool that keeps the catalogues: our Swedish for other people's texts cannot rot unnoticed."""

from babel.messages.catalog import Catalog

from infra.tools import messages


def catalogue(**pairs: str) -> Catalog:
    made = Catalog(locale="sv")
    for text, swedish in pairs.items():
        made.add(text, swedish)
    return made


def test_the_swedish_for_foreign_texts_is_whole_and_every_text_exists() -> None:
    for domain in messages.DOMAINS:
        assert messages.foreign_problems(messages.foreign(domain), messages.library_texts(domain), domain) == []


def test_a_text_no_library_has_any_more_is_noticed() -> None:
    known = {("Promote", None)}
    assert messages.foreign_problems(catalogue(Promote="Adress och meny"), known, "django") == []
    assert messages.foreign_problems(catalogue(Promoted="Adress och meny"), known, "django") == [
        "no library has this text: 'Promoted' (sv/django.po)"
    ]


def test_a_missing_translation_and_a_strange_placeholder_are_noticed() -> None:
    known = {("Promote", None)}
    assert messages.foreign_problems(catalogue(Promote=""), known, "django") == [
        "not translated: 'Promote' (sv/django.po)"
    ]
    assert messages.foreign_problems(catalogue(Promote="%(who)s"), known, "django") == [
        "placeholders differ: 'Promote' (sv/django.po)"
    ]


def test_a_text_of_ours_that_the_foreign_catalogue_would_change_is_noticed() -> None:
    assert messages.collisions(catalogue(Promote="")) != []
    assert messages.collisions(catalogue(Adress_och_meny="")) == []


def test_texts_inside_f_strings_are_collected() -> None:
    code = (
        """f'<b>{escape(_("Svaret"))} {name}</b>' + f"{ngettext('%(n)s rad', '%(n)s rader', n)}" + f"{other('Nej')}" """
    )
    assert list(messages.in_f_strings(code)) == [(1, "Svaret"), (1, ("%(n)s rad", "%(n)s rader"))]
