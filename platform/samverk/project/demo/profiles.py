"""What the demo's people tell of themselves: presentations, phones, skills, and who is away."""

from datetime import date, timedelta

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.actions.share_skills import share_skills
from samverk.people.models import Absence, PersonSkill, Profile, Skill
from samverk.people.profiles.words import digits_of, key_of

#: user name → (presentation, ask about, workplace, skills as word:audience).
TOLD: dict[str, tuple[str, str, str, str]] = {
    "kommundirektor": (
        "Jag leder kommunens förvaltningar på uppdrag av kommunstyrelsen. Kom gärna förbi med det som skaver.",
        "kommunens mål, uppdrag från kommunstyrelsen",
        "Stadshuset, plan 4",
        "Ledarskap:site",
    ),
    "informationschef": (
        "Jag ansvarar för intranätet, webbplatsen och hur vi berättar när något händer.",
        "klarspråk, intranätet, kriskommunikation",
        "Stadshuset, plan 2",
        "Klarspråk:all, Kriskommunikation:cooperations",
    ),
    "redaktor": (
        "Jag hjälper förvaltningarna att skriva så att alla förstår.",
        "texter, bilder, tillgänglighet",
        "Stadshuset, plan 2",
        "Klarspråk:all, Tillgänglighet:site",
    ),
    "socialchef": (
        "Jag leder socialförvaltningen. Mest av allt vill jag att vi lär av varandra över kommungränserna.",
        "socialtjänstlagen, samverkan med regionen",
        "Socialkontoret",
        "Socialtjänstlagen:cooperations, Ledarskap:site",
    ),
    "lokal-projektledare": (
        "Jag driver vårt införande och håller ihop det med de andra kommunerna.",
        "införandet, utbildning, tidplanen",
        "Stadshuset, plan 1",
        "Projektledning:all, Processkartläggning:cooperations",
    ),
    "systemforvaltare": (
        "Jag ser till att systemen fungerar och att rätt person kommer in.",
        "behörigheter, inloggning, beställa dator",
        "Stadshuset, källaren",
        "Behörigheter:site, Upphandling av it:all",
    ),
    "registrator": (
        "Jag tar emot och för in handlingar i diariet, och svarar när någon vill läsa dem.",
        "diariet, allmänna handlingar, sekretess",
        "Stadshuset, plan 1",
        "Offentlighet och sekretess:all",
    ),
    "arkivarie": (
        "Jag ser till att det vi gör i dag går att läsa om hundra år.",
        "gallring, e-arkiv, informationshantering",
        "Stadshuset, arkivet",
        "E-arkiv:all, Gallring:site",
    ),
    "medarbetare": (
        "Jag arbetar i hemtjänsten och handleder nya kollegor.",
        "sårvård, delegering, att lägga schema",
        "Hemtjänstlokalen, Storgatan",
        "Sårvård:all, Handledning:site, Schemaläggning:unit",
    ),
    "upphandlare": (
        "Jag hjälper dig att köpa rätt, till rätt villkor.",
        "avtal, direktupphandling",
        "Stadshuset, plan 3",
        "Upphandling:all",
    ),
    "ambassador": (
        "Jag visar hur vi gör i det nya verktyget, gärna vid ditt skrivbord.",
        "det nya verktyget, lathundar",
        "Hälsocentralen",
        "Handledning:cooperations",
    ),
}
#: user name → (begins in so many days, lasts so many, reason, who answers).
AWAY = {
    "arkivarie": (-2, 12, "leave", "registrator"),
    "upphandlare": (-1, 3, "course", ""),
    "redaktor": (9, 7, "", "informationschef"),
}


def make_profiles(users: dict[str, User], *, day: date) -> None:
    """Write what the new people among `users` tell; the rest have empty pages, as most have in the beginning.

    Args:
        users: new people by user name.
        day: the day absences are counted from.
    """
    told = [(users[name], *facts) for name, facts in TOLD.items() if name in users]
    Profile.objects.bulk_create(
        (_profile(number, user, about, ask, place) for number, (user, about, ask, place, _skills) in enumerate(told)),
        ignore_conflicts=True,
    )
    for user, _about, _ask, _place, skills in told:
        for word, audience in (pair.split(":") for pair in skills.split(", ")):
            skill, _is_new = Skill.objects.get_or_create(key=key_of(word), defaults={"name": word})
            PersonSkill.objects.get_or_create(user=user, skill=skill, defaults={"audience": audience})
        share_skills(actor=HOUSE, user=user)
    Absence.objects.bulk_create(
        Absence(
            user=users[name],
            first=day + timedelta(days=begins),
            last=day + timedelta(days=begins + lasts),
            why=why,
            stand_in=users.get(stand_in),
        )
        for name, (begins, lasts, why, stand_in) in AWAY.items()
        if name in users
    )


def _profile(number: int, user: User, about: str, ask: str, place: str) -> Profile:
    phone = f"0511-555 {number + 10}"
    return Profile(
        user=user, presentation=about, ask_about=ask, workplace=place, phone=phone, digits=digits_of(phone),
        workdays="1234" if number % 4 == 3 else "12345", hours="8–16.30",
    )  # fmt: skip
