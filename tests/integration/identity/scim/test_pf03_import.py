"""People from a list: dry run, faults row by row in Swedish, twice is once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samverk.identity.backends import PersonBackend
from samverk.identity.models import Capacity, User, list_issuer
from samverk.identity.scim.actions.move_to_provider import move_to_provider
from samverk.identity.scim.csv_files import read_rows
from samverk.identity.scim.models import ImportDraft, ProvisionedPerson
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.csv_cells import safe_cell
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.scim import ISSUER, new_token

pytestmark = [pytest.mark.server]
PAGE = "/administration/import/"
LIST = """identitet;namn;titel;e-post;avdelning;chef;aktiv
a1;Lisa Lundqvist;Enhetschef;lisa@skara.se;Hemtjänst;;ja
a2;Åke Örn;Undersköterska;ake@skara.se;Hemtjänst;a1;
a3;Bo Berg;Kock;bo@skara.se;Kost;a1;nej
"""


@pytest.fixture
def maintainer(skara: Tenant) -> SiteClient:
    new_token()
    return SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))


def upload(client: SiteClient, content: str | bytes, **values: str) -> object:
    data = content.encode() if isinstance(content, str) else content
    return client.post(
        PAGE, {"file": SimpleUploadedFile("lista.csv", data), "issuer": ISSUER, "capacity": "employee", **values}
    )


def confirm(client: SiteClient) -> object:
    return client.post(f"{PAGE}{ImportDraft.objects.get().uuid}/", follow=True)


def counts(answer: object) -> dict[str, int]:
    return dict(answer.context["counts"])  # type: ignore[attr-defined]


def test_pf03_looking_writes_nobody_confirming_writes_all_and_twice_is_once(maintainer: SiteClient) -> None:
    before = User.objects.count()
    shown = upload(maintainer, LIST)
    assert counts(shown) == {"Ny": 3, "Ändras": 0, "Oförändrad": 0, "Tas inte med": 0}
    assert User.objects.count() == before
    assert "Nya: 3" in confirm(maintainer).content.decode()  # type: ignore[attr-defined]
    ake = User.objects.get(issuer=ISSUER, subject="a2")
    lisa = User.objects.get(issuer=ISSUER, subject="a1")
    assert (ake.display_name, ake.title, ake.email) == ("Åke Örn", "Undersköterska", "ake@skara.se")
    assert ake.provisioned.manager == str(lisa.uuid)
    assert ake.provisioned.department == "Hemtjänst"
    assert not User.objects.get(subject="a3").is_active
    assert not ImportDraft.objects.exists()
    versions = list(ProvisionedPerson.objects.order_by("pk").values_list("version", "changed_at"))
    entries = AuditEntry.objects.filter(verb="scim.change_person").count()
    assert counts(upload(maintainer, LIST)) == {"Ny": 0, "Ändras": 0, "Oförändrad": 3, "Tas inte med": 0}
    assert "Det finns inget att genomföra." in upload(maintainer, LIST).content.decode()  # type: ignore[attr-defined]
    confirm(maintainer)
    assert list(ProvisionedPerson.objects.order_by("pk").values_list("version", "changed_at")) == versions
    assert AuditEntry.objects.filter(verb="scim.change_person").count() == entries


def test_pf03_a_column_that_is_missing_leaves_things_alone_an_empty_cell_clears(maintainer: SiteClient) -> None:
    upload(maintainer, LIST)
    confirm(maintainer)
    upload(maintainer, "Identitet,Titel\na1,\na2,Stödassistent\n")
    confirm(maintainer)
    lisa, ake = User.objects.get(subject="a1"), User.objects.get(subject="a2")
    assert (lisa.title, lisa.email, lisa.display_name) == ("", "lisa@skara.se", "Lisa Lundqvist")
    assert (ake.title, ake.provisioned.department) == ("Stödassistent", "Hemtjänst")
    assert ake.provisioned.manager == str(lisa.uuid)
    assert User.objects.get(subject="a3").display_name == "Bo Berg", "who is not in the list is not touched"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_pf03_as_spreadsheets_write_it(encoding: str, delimiter: str, maintainer: SiteClient) -> None:
    text = LIST.replace(";", delimiter).replace("\n", "\r\n")
    assert counts(upload(maintainer, text.encode(encoding)))["Ny"] == 3
    confirm(maintainer)
    assert User.objects.get(subject="a2").display_name == "Åke Örn"


FAULTS = [
    ("x1;Lisa;;inte en adress;;;", "Fältet e-post är inte en e-postadress."),
    (";Lisa;;;;;", "Identiteten saknas."),
    ("811218-9876;Lisa;;;;;", "Fältet identitet innehåller ett personnummer."),
    ("x1;19811218-9876;;;;;", "Fältet namn innehåller ett personnummer."),
    ("x1;Lisa;;;;finns-inte;", "Chefen finns-inte finns varken här eller i filen."),
    ("x1;Lisa;;;;x1;", "Personen står som sin egen chef."),
    ("x1;Lisa;;;;;kanske", "Fältet aktiv ska vara ja eller nej."),
    ("x1;Lisa;" + "t" * 201 + ";;;;", "Fältet titel är för långt."),
    ("x1;Li\u202esa;;;;;", "Fältet namn innehåller tecken som inte går att visa."),
    ("x1;Lisa;;;;;\nx1;Bo;;;;;", "Identiteten x1 står på flera rader."),
    ("x1;Lisa;;UPPTAGEN@skara.se;;;", "används redan av någon annan."),
]


@pytest.mark.parametrize(("row", "says"), FAULTS)
def test_pf03_what_is_wrong_is_said_and_only_that_row_is_left_out(row: str, says: str, maintainer: SiteClient) -> None:
    upload(maintainer, "identitet;e-post\nu1;upptagen@skara.se\n")
    confirm(maintainer)
    heading = LIST.splitlines()[0]
    shown = upload(maintainer, f"{heading}\nok;Rätt;;ratt@skara.se;;;\n{row}\n")
    text = shown.content.decode()  # type: ignore[attr-defined]
    assert says in text
    for number in ("811218-9876", "19811218-9876"):
        assert number not in text
        assert number not in str(ImportDraft.objects.values().get())
    confirm(maintainer)
    assert User.objects.filter(subject="ok").exists()
    assert not User.objects.filter(issuer=ISSUER, subject__in=["x1", "811218-9876"]).exists()


def test_pf03_whoever_leads_to_a_row_that_is_left_out_is_left_out_too(maintainer: SiteClient) -> None:
    rows = "a1;inte en adress;\na2;a2@skara.se;a1\na3;a3@skara.se;a2\na4;a4@skara.se;\n"
    shown = upload(maintainer, f"identitet;e-post;chef\n{rows}")
    assert counts(shown) == {"Ny": 1, "Ändras": 0, "Oförändrad": 0, "Tas inte med": 3}
    assert "Raden för chefen a2 tas inte med." in shown.content.decode()  # type: ignore[attr-defined]
    assert "Nya: 1" in confirm(maintainer).content.decode()  # type: ignore[attr-defined]


def test_law24_a_column_with_personnummer_is_neither_used_nor_kept(maintainer: SiteClient) -> None:
    shown = upload(maintainer, "identitet;namn;Personnummer\na1;Lisa;19811218-9876\n")
    text = shown.content.decode()  # type: ignore[attr-defined]
    assert "De här kolumnerna används inte: personnummer." in text
    assert "9876" not in text
    assert "9876" not in str(ImportDraft.objects.values().get())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen är tom."),
        (b"identitet;namn\n", "Filen har inga rader"),
        (b"PK\x03\x04\x00\x00", "inte att läsa som CSV"),
        (b"namn;titel\nLisa;Chef\n", "saknar kolumnen identitet"),
        (b"identitet;identitet\n1;2\n", "samma rubrik"),
        (b"identitet\n" + b"x\n" * 1001, "fler än 1 000 rader"),
        (b"identitet\n" + b"x" * 2_000_001, "större än 2 MB"),
        (b'identitet;namn\na;"' + b"x" * 140_000 + b"\n", "inte att läsa som CSV"),
    ],
)
def test_pf03_a_file_that_is_none_is_told(content: bytes, says: str, maintainer: SiteClient) -> None:
    refused = upload(maintainer, content)
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert says in refused.content.decode()  # type: ignore[attr-defined]
    assert not ImportDraft.objects.exists()


def test_pf03_a_list_reaches_no_local_account_and_no_other_provider(maintainer: SiteClient) -> None:
    refused = upload(maintainer, LIST, issuer="urn:samverk:local:skara")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    local = PersonFactory(username="lisa@skara.se", email="lisa@skara.se")
    upload(maintainer, LIST)
    confirm(maintainer)
    local.refresh_from_db()
    assert local.display_name.startswith("Anna")
    assert User.objects.get(subject="a1").capacity == Capacity.EMPLOYEE


def test_pf03_a_list_is_its_uploaders_own(maintainer: SiteClient) -> None:
    upload(maintainer, LIST)
    other = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    before = User.objects.filter(issuer=ISSUER).count()
    answer = other.post(f"{PAGE}{ImportDraft.objects.get().uuid}/", follow=True)
    assert "Listan finns inte kvar" in answer.content.decode()
    assert User.objects.filter(issuer=ISSUER).count() == before


def test_pf03_the_template_can_be_uploaded_as_it_is(maintainer: SiteClient) -> None:
    template = maintainer.get(PAGE + "mall.csv").content
    assert list(read_rows(template)[0])[:4] == ["identitet", "användarnamn", "namn", "förnamn"]
    assert counts(upload(maintainer, template))["Ny"] == 1


def test_pf03_without_a_provider_people_come_in_and_follow_when_there_is_one(maintainer: SiteClient) -> None:
    nobody = list_issuer("skara")
    page = maintainer.get(PAGE).content.decode()
    assert "Ingen inloggningstjänst än" in page
    assert f'value="{ISSUER}"' in page, "the site's providers are chosen, not typed"
    for unknown in ("https://ond.example.org", list_issuer("hjo"), ""):
        assert upload(maintainer, LIST, issuer=unknown).status_code == 422, unknown  # type: ignore[attr-defined]
    upload(maintainer, LIST, issuer=nobody)
    confirm(maintainer)
    lisa = User.objects.get(issuer=nobody, subject="a1")
    assert not lisa.has_usable_password()
    lisa.set_password("ett lösenord ändå")
    lisa.save()
    assert PersonBackend().authenticate(None, username=lisa.username, password="ett lösenord ändå") is None
    assert counts(upload(maintainer, LIST)) == {"Ny": 0, "Ändras": 3, "Oförändrad": 0, "Tas inte med": 0}
    confirm(maintainer)
    moved = User.objects.get(issuer=ISSUER, subject="a1")
    assert moved.pk == lisa.pk, "the same person, with all that is theirs"
    assert not User.objects.filter(issuer=nobody).exists()
    assert User.objects.get(subject="a2").provisioned.manager == str(lisa.uuid)
    assert AuditEntry.objects.filter(verb="scim.move_to_provider").count() == 3
    upload(maintainer, LIST, issuer=nobody)
    confirm(maintainer)
    assert move_to_provider(actor=HOUSE, issuer=nobody, names={"a1": "a1"}, now=clock.now()) == 0
    assert User.objects.filter(issuer=ISSUER).count() == 3, "nobody moves back"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "＝1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert safe_cell("Lisa") == "Lisa"


def test_performance_looking_costs_the_same_for_two_rows_and_two_hundred(maintainer: SiteClient) -> None:
    def people(count: int) -> str:
        rows = (f"a{number};p{number}@skara.se;{'a0' if number else ''}\n" for number in range(count))
        return "identitet;e-post;chef\n" + "".join(rows)

    def asked(count: int) -> int:
        upload(maintainer, people(count))
        with assert_query_budget(19) as queries:
            assert upload(maintainer, people(count)).status_code == 200  # type: ignore[attr-defined]
        return len(queries)

    upload(maintainer, people(2))
    confirm(maintainer)
    few = asked(2)
    upload(maintainer, people(200))
    assert "Nya: 198" in confirm(maintainer).content.decode()  # type: ignore[attr-defined]
    assert asked(200) == few
