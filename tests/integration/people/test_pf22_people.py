"""PF-22, LAW-24, PF-07: people are found by what they choose to tell, and by nobody they did not choose."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import User
from samverk.identity.protection.sealed import hide_facts, show_facts
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import my_day, stand_ins
from samverk.kernel.subjects import Ref, is_visible, subject_kinds, subject_of
from samverk.people.actions.choose_skills import choose_skills
from samverk.people.actions.merge_skills import merge_skills
from samverk.people.actions.save_profile import save_profile
from samverk.people.actions.set_photo import set_photo
from samverk.people.actions.share_skills import end_skills, share_all_skills
from samverk.people.actions.tell_absence import end_absence, forget_absences, tell_absence
from samverk.people.models import Absence, Authority, Department, PersonSkill, Placement, Profile, Skill, Unit
from samverk.people.profiles.finding import Wanted, found_people
from samverk.people.profiles.paging import slice_of
from samverk.people.profiles.skills import found_elsewhere, suggestions
from samverk.people.shared_skills.models import SharedSkill
from samverk.people.views.person import workdays
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.pictures import picture_file

pytestmark = [pytest.mark.server]
FIRST = date(2020, 1, 1)
SKARA = "skara.localhost"


def town() -> SimpleNamespace:
    """A committee, a department, two units; Lisa leads the first, Åke works there, Östen in the other."""
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=FIRST)
    department = Department.objects.create(name="Socialförvaltningen", authority=board, valid_from=FIRST)
    home, school = (
        Unit.objects.create(name=n, department=department, valid_from=FIRST) for n in ("Hemtjänst", "Skola")
    )
    lisa, ake, osten = (PersonFactory(display_name=n) for n in ("Lisa Lundqvist", "Åke Örn", "Östen Zetterlund"))
    for user, unit, title, is_head in ((lisa, home, "Enhetschef", True), (ake, home, "Undersköterska", False),
                                       (osten, school, "Lärare", False)):  # fmt: skip
        Placement.objects.create(user=user, unit=unit, title=title, is_head=is_head, valid_from=FIRST)
    return SimpleNamespace(
        board=board, department=department, home=home, school=school, lisa=lisa, ake=ake, osten=osten
    )


def names(viewer: User, text: str = "", **more: object) -> set[str]:
    wanted = Wanted(text=text, **more)  # type: ignore[arg-type]
    return {user.display_name for user in found_people(viewer=viewer, wanted=wanted, day=clock.today())}


def choose(user: User, **wanted: str) -> None:
    choose_skills(actor=HOUSE, chooser=user, user=user, wanted=wanted)


def save(user: User, editor: User | None = None, **facts: str) -> None:
    save_profile(actor=HOUSE, editor=editor or user, user=user, facts=facts)


def away(user: User, stand_in: User | None = None, days: int = 3, **more: object) -> Absence:
    today = clock.today()
    facts = {"editor": user, "first": today, "last": today + timedelta(days=days), "why": ""} | more
    return tell_absence(actor=HOUSE, user=user, stand_in=stand_in, today=today, **facts)  # type: ignore[arg-type]


def test_pf22_somebody_is_found_by_each_thing_told_of_them(skara: Tenant) -> None:
    here = town()
    save(here.ake, phone="0511-320 12", ask_about="delegation, e-arkiv", workplace="Stadshuset")
    choose(here.ake, Sårvård="site")
    for text in ("åke", "Örn", "undersk", "hemtj", "0511-32012", "+46 511 320 12", "delegation", "sårv",
                 "åke hemtjänst", "ÅKE"):  # fmt: skip
        assert "Åke Örn" in names(here.osten, text), text
    assert names(here.osten, "åke skola") == set(), "every word must be found"
    for odd in ("'", "a' | b", "%", "(demo)", "\\", "!!", "12"):
        names(here.osten, odd)
    assert names(here.osten, part=here.home.uuid) == {"Lisa Lundqvist", "Åke Örn"}
    assert names(here.osten, part=here.board.uuid) == {"Lisa Lundqvist", "Åke Örn", "Östen Zetterlund"}
    assert names(here.osten, place="Stadshuset") == {"Åke Örn"}
    User.objects.filter(pk=here.ake.pk).update(last_day=clock.today() - timedelta(days=1))
    assert names(here.osten, "åke") == set(), "who has left is not found"


def test_pf22_each_audience_and_taking_it_back_at_once(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        here = town()
        far = PersonFactory(display_name="Ture Svensson")
        for user in (here.ake, here.lisa):
            enter_in_directory(actor=HOUSE, user=user, valid_from=FIRST)
        choose(here.ake, Sårvård="unit", Palliation="all", Sondmat="site")
        assert "Åke Örn" in names(here.lisa, "sårvård"), "the same unit"
        assert "Åke Örn" not in names(far, "sårvård"), "another unit"
        assert "Åke Örn" in names(far, "sondmat")
        assert suggestions() == ["Palliation", "Sondmat"], "what one person tells their unit is suggested to nobody"
        choose(here.lisa, Sårläkning="cooperations")
        maintainer = PersonFactory(maintainer=True)
        with pytest.raises(Denied):
            choose_skills(actor=HOUSE, chooser=maintainer, user=here.ake, wanted={})
        with pytest.raises(ValidationError):
            choose(here.ake, Sårvård="everybody")
    with site(sites.gvs12):
        guest = User.objects.create(
            issuer=here.lisa.issuer, subject=here.lisa.subject, username="lisa-i-gvs", display_name="Lisa Lundqvist"
        )
        enter_in_directory(actor=HOUSE, user=guest, valid_from=FIRST)
        assert found_elsewhere(text="sårläkning") == [], "she came after she chose; the hourly look tells"
    with site(sites.skara):
        from samverk.identity.directory.queries import forget_memberships, person_key

        forget_memberships(person_key(issuer=here.lisa.issuer, subject=here.lisa.subject))
        assert share_all_skills(actor=HOUSE) == 1
        assert share_all_skills(actor=HOUSE) == 0
    with site(sites.hjo):
        (hit,) = found_elsewhere(text="palliat")
        assert (hit.name, hit.municipality, hit.skills) == ("Åke Örn", "Skara", ("Palliation",))
        assert set(hit.__slots__) == {"name", "title", "municipality", "skills"}, "no other data"
        assert found_elsewhere(text="sårläkning") == found_elsewhere(text="sondmat") == []
        assert not SharedSkill.objects.exclude(for_all=True).exists()
        shown = SiteClient("hjo.localhost").sign_in(PersonFactory()).get("/personer/?q=palliation").content.decode()
        assert "Åke Örn" in shown
        assert here.ake.email not in shown
    with site(sites.gvs12):
        assert [hit.name for hit in found_elsewhere(text="sårläkning")] == ["Lisa Lundqvist"]
    with site(sites.skara):
        choose(here.ake)
        assert not Skill.objects.filter(key="palliation").exists()
    with site(sites.hjo):
        assert found_elsewhere(text="palliation") == [], "taken back is gone at once"
    told = AuditEntry.objects.filter(verb__startswith="people.")
    assert not any("alliation" in str(entry.details) + entry.object_label for entry in told)


def test_pf22_a_skill_leaves_with_its_person_and_hides_with_them(sites: SimpleNamespace) -> None:
    def rows() -> int:
        with site(sites.hjo):
            return SharedSkill.objects.count()

    with site(sites.skara):
        here = town()
        choose(here.ake, Sårvård="all")
        assert rows() == 1
        hide_facts(user=here.ake, shown_as="Person 4711")
        assert rows() == 0
        show_facts(user=User.objects.get(pk=here.ake.pk))
        assert rows() == 1
        User.objects.filter(pk=here.ake.pk).update(is_active=False)
        share_all_skills(actor=HOUSE)
        assert rows() == 0
        choose(here.lisa, Ledarskap="all")
        assert end_skills(actor=HOUSE, user=here.lisa, to=here.osten, day=clock.today()) == 1
        assert rows() == 0
        assert not PersonSkill.objects.filter(user=here.osten).exists()


def test_law24_a_protected_person_is_nowhere(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    here = town()
    save(here.lisa, phone="0511-320 12", ask_about="budget")
    choose(here.lisa, Ledarskap="site")
    set_photo(actor=HOUSE, editor=here.lisa, user=here.lisa, upload=picture_file())
    away(here.ake, here.lisa)
    photo = Profile.objects.get(user=here.lisa).photo
    browser = client_for(SKARA, user=here.osten)
    pages = ["/personer/", f"/personer/{here.ake.uuid}/", f"/organisation/enhet/{here.home.uuid}/"]
    assert all("Lisa" in browser.get(page).content.decode() for page in pages)
    hide_facts(user=User.objects.get(pk=here.lisa.pk), shown_as="Person 4711")
    protector = PersonFactory(superuser=True)
    for each in (browser, client_for(SKARA, user=protector)):
        for page in (
            *pages,
            "/personer/?q=ledarskap",
            "/personer/?q=budget",
            "/personer/?q=051132012",
            "/sok/?q=ledarskap",
        ):
            shown = each.get(page).content.decode()
            assert "Lisa" not in shown, page
            assert "4711" not in shown, page
        assert each.get(f"/personer/{here.lisa.uuid}/").status_code == 404
        assert each.get(f"/personer/bild/{photo}/96.webp").status_code == 404
    ref = Ref("person", str(here.lisa.uuid))
    assert subject_of(ref) is None
    assert not is_visible(protector, ref)
    assert not subject_kinds["person"].readers(ref.key).exists()
    assert stand_ins["people"]([here.ake.pk], clock.today()) == {}
    with pytest.raises(ValidationError):
        away(here.osten, here.lisa)
    own = client_for(SKARA, user=User.objects.get(pk=here.lisa.pk)).get(f"/personer/{here.lisa.uuid}/")
    assert "Bara du ser den här sidan" in own.content.decode()


def test_pf22_away_with_a_stand_in_on_card_page_start_and_registry(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    here, today = town(), clock.today()
    row = away(here.ake, here.lisa, why="leave")
    assert away(here.ake, here.lisa, why="leave").pk == row.pk, "a double press is one"
    browser = client_for(SKARA, user=here.osten)
    for page in ("/personer/", f"/personer/{here.ake.uuid}/"):
        assert "fråga Lisa Lundqvist" in browser.get(page).content.decode()
    assert "Svarar just nu för" in browser.get(f"/personer/{here.lisa.uuid}/").content.decode()
    assert stand_ins["people"]([here.ake.pk, here.osten.pk], today) == {here.ake.pk: here.lisa.pk}
    with assert_query_budget(2):
        (mine,) = my_day["people"](here.ake, today)
    assert "fråga Lisa" in str(mine.label)
    assert [str(line.label)[:20] for line in my_day["people"](here.lisa, today)] == ["Du svarar för Åke Ör"]
    away(here.lisa)
    assert stand_ins["people"]([here.ake.pk], today) == {}, "who is away answers for nobody"
    with pytest.raises(Denied):
        end_absence(actor=HOUSE, editor=here.osten, absence=row, today=today)
    end_absence(actor=HOUSE, editor=here.ake, absence=row, today=today)
    assert not Absence.objects.filter(user=here.ake).exists()
    for bad in ({"days": -1}, {"days": 900}, {"stand_in": here.ake}):
        with pytest.raises(ValidationError):
            away(here.ake, **bad)  # type: ignore[arg-type]
    Absence.objects.update(first=FIRST, last=FIRST)
    assert forget_absences(actor=HOUSE, today=today) == 1
    assert "leave" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_pf22_the_own_page_is_filled_in_a_section_at_a_time(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    here = town()
    browser, page = client_for(SKARA, user=here.ake), f"/personer/{here.ake.uuid}/"
    assert "Ifylld till 0 procent" in browser.get(page).content.decode()
    about = {"del": "om", "presentation": "Jag lär ut sårvård.", "ask_about": "sår,  sår, sond"}
    assert browser.post(page + "andra/", about)["Location"].endswith("#om")
    browser.post(page + "andra/", {"del": "kontakt", "phone": "0511-320 12", "mobile": "", "workplace": "Stadshuset"})
    browser.post(page + "andra/", {"del": "arbetstid", "workdays": ["5", "1", "2"], "hours": "8–16"})
    browser.post(
        page + "andra/", {"del": "kompetenser", "kompetens": ["Sårvård", "", "Sond"], "vilka": ["site", "unit", "all"]}
    )
    browser.post(
        page + "andra/", {"del": "borta", "first": clock.today(), "last": clock.today(), "stand_in": here.lisa.uuid}
    )
    browser.post(page + "andra/", {"del": "bild", "photo": picture_file("JPEG", (900, 500))})
    profile = Profile.objects.get(user=here.ake)
    assert (profile.ask_about, profile.workdays, profile.phone) == ("sår, sond", "125", "0511-320 12")
    assert {(s.skill.name, s.audience) for s in PersonSkill.objects.filter(user=here.ake)} == {
        ("Sårvård", "site"),
        ("Sond", "all"),
    }
    with override("en"):
        assert workdays(profile) == "Monday, Tuesday, Friday"
        assert workdays(Profile(workdays="12345")) == "Monday–Friday"
    assert workdays(Profile(workdays="12345")) == "Måndag–fredag"
    shown = browser.get(page).content.decode()
    for text in (
        "Jag lär ut",
        "Måndag, tisdag, fredag",
        "Närmaste chef",
        "Lisa Lundqvist",
        "Porträtt av Åke Örn",
        "Ändra min sida",
    ):
        assert text in shown, text
    assert "Ifylld" not in shown, "nothing is lacking"
    assert browser.post(page + "andra/", {"del": "om", "presentation": "Nr 19121212-1212"}).status_code == 422
    assert browser.post(page + "andra/", {"del": "borta", "first": "x", "last": "", "other": "Nils"}).status_code == 422
    assert browser.post(page + "andra/", {"del": "bild"}).status_code == 422
    browser.post(page + "andra/", {"del": "ingen-bild"})
    assert Profile.objects.get(user=here.ake).photo == ""
    assert "Åke Örn" in client_for(SKARA, user=here.osten).get(f"/personer/{here.lisa.uuid}/").content.decode(), "leads"
    maintainer = client_for(SKARA, user=PersonFactory(maintainer=True))
    maintainer.post(page + "andra/", {"del": "kontakt", "phone": "0511-1", "mobile": "", "workplace": ""})
    assert AuditEntry.objects.filter(verb="people.save_profile").first().right == "identity.administer_site"  # type: ignore[union-attr]
    assert maintainer.post(page + "andra/", {"del": "bild", "photo": picture_file()}).status_code == 403
    assert maintainer.post(page + "andra/", {"del": "kompetenser"}).status_code == 403
    assert (
        client_for(SKARA, user=here.osten).post(page + "andra/", {"del": "om", "presentation": "x"}).status_code == 403
    )
    assert not any("0511" in str(entry.details) for entry in AuditEntry.objects.all())


def test_pf22_pictures_that_are_none_and_bombs_are_refused_and_places_removed(skara: Tenant) -> None:
    person = PersonFactory()
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    for data in (b"<svg onload='x'/>", b"", bomb.getvalue(), picture_file().read()[:60]):
        with pytest.raises(ValidationError):
            set_photo(actor=HOUSE, editor=person, user=person, upload=ContentFile(data, name="a.png"))
    assert not Profile.objects.exclude(photo="").exists()
    source, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Hemma hos Anna"
    Image.new("RGB", (400, 200), "#7a1f3d").save(source, "JPEG", exif=exif)
    photo = set_photo(
        actor=HOUSE, editor=person, user=person, upload=ContentFile(source.getvalue(), name="a.jpg")
    ).photo
    from django.core.files.storage import default_storage

    for size in (96, 320):
        with default_storage.open(f"people/{photo}-{size}.webp") as kept:
            data = kept.read()
        assert Image.open(io.BytesIO(data)).size == (size, size)
        assert b"Hemma" not in data


def test_pf22_maintainers_merge_words_and_nobody_is_shown_to_more(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    here = town()
    choose(here.ake, Sårvård="all", Såromläggning="unit")
    choose(here.lisa, Såromläggning="site")
    old, new = (Skill.objects.get(key=key) for key in ("såromläggning", "sårvård"))
    with pytest.raises(Denied):
        merge_skills(actor=HOUSE, maintainer=here.lisa, skill=old, into=new)
    browser = client_for(SKARA, user=PersonFactory(maintainer=True))
    assert "Åke" not in browser.get("/administration/kompetenser/").content.decode()
    assert browser.post("/administration/kompetenser/", {"skill": old.pk, "into": new.pk}).status_code == 302
    assert dict(PersonSkill.objects.values_list("user", "audience")) == {here.ake.pk: "unit", here.lisa.pk: "site"}
    assert not SharedSkill.objects.filter(schema_name="skara").exists(), "the narrower audience holds"
    browser.post("/administration/kompetenser/", {"skill": new.pk, "gor": "ta-bort"})
    assert not Skill.objects.exists()


def test_pf22_pages_follow_the_swedish_alphabet_both_ways(skara: Tenant) -> None:
    User.objects.all().delete()
    for name in ("Östen", "Åsa", "anna", "Zara", "Ärla", "Bo", "Bo"):
        PersonFactory(display_name=name)
    people = User.objects.all()
    first = slice_of(people, size=3)
    second = slice_of(people, size=3, after=first.after)
    third = slice_of(people, size=3, after=second.after)
    got = [[user.display_name for user in page.users] for page in (first, second, third)]
    assert got == [["anna", "Bo", "Bo"], ["Zara", "Åsa", "Ärla"], ["Östen"]]
    assert (first.before, third.after) == (None, None)
    assert [u.pk for u in slice_of(people, size=3, before=second.before).users] == [u.pk for u in first.users]
    assert [u.display_name for u in slice_of(people, size=2, letter="Å").users] == ["Åsa", "Ärla"]


def test_pf22_the_directory_asks_as_much_for_two_as_for_two_hundred(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    here = town()
    browser = client_for(SKARA, user=here.osten)
    unit = here.home

    def asked(page: str) -> int:
        browser.get(page)
        # Each room that is searched has a savepoint of its own; whether one follows the search is one question, and who
        # answers for somebody away one more.
        with assert_query_budget(23 if page.startswith("/sok/") else 15) as queries:
            assert browser.get(page).status_code == 200
        return len(queries)

    pages = (
        "/personer/",
        "/personer/?q=hemtj",
        f"/personer/{here.ake.uuid}/",
        f"/personer/{here.lisa.uuid}/",
        "/sok/?q=lis",
    )
    away(here.ake, here.lisa)
    before = [asked(page) for page in pages]
    for number in range(120):
        user = PersonFactory(display_name=f"Lisbet {number}")
        Placement.objects.create(user=user, unit=unit, title="Undersköterska", valid_from=FIRST)
        save(user, phone=f"0511-32 {number:03}", ask_about="sår")
    after = [asked(page) for page in pages]
    # One less where nobody on the page's first rows is away.
    assert all(now in (then, then - 1) for now, then in zip(after, before, strict=True)), (before, after)


def test_pf22_people_and_units_are_subjects(skara: Tenant) -> None:
    here = town()
    person, unit = Ref("person", str(here.ake.uuid)), Ref("unit", str(here.home.uuid))
    told = subject_of(unit)
    assert told is not None
    assert told.within == (Ref("unit", str(here.department.uuid)), Ref("unit", str(here.board.uuid)))
    guest = PersonFactory(guest=True)
    for ref in (person, unit, Ref("unit", str(here.board.uuid))):
        assert is_visible(here.osten, ref)
        assert not is_visible(guest, ref)
        readers = subject_kinds[ref.kind].readers(ref.key)
        assert readers.filter(pk=here.osten.pk).exists()
        assert not readers.filter(pk=guest.pk).exists()
    assert subject_of(Ref("person", "x")) is None


def test_pf63_each_act_is_written_to_the_log_and_none_says_what_was_told(skara: Tenant) -> None:
    here, maintainer, today = town(), PersonFactory(maintainer=True), clock.today()
    save(here.ake, phone="0511-320 12")
    set_photo(actor=HOUSE, editor=here.ake, user=here.ake, upload=picture_file())
    choose(here.ake, Sårvård="all")
    merge_skills(actor=HOUSE, maintainer=maintainer, skill=Skill.objects.get(), into=None)
    choose(here.lisa, Ledarskap="site")
    end_skills(actor=HOUSE, user=here.lisa, to=None, day=today)
    end_absence(actor=HOUSE, editor=here.ake, absence=away(here.ake, why="leave"), today=today)
    away(here.ake)
    Absence.objects.update(first=FIRST, last=FIRST)
    forget_absences(actor=HOUSE, today=today)
    verbs = set(AuditEntry.objects.filter(verb__startswith="people.").values_list("verb", flat=True))
    assert verbs == {
        "people.save_profile", "people.set_photo", "people.choose_skills", "people.share_skills", "people.merge_skills",
        "people.end_skills", "people.tell_absence", "people.end_absence", "people.forget_absences",
    }  # fmt: skip
    said = " ".join(str(row) for row in AuditEntry.objects.values_list("details", flat=True))
    assert not any(word in said for word in ("0511", "Ledarskap", "leave"))
