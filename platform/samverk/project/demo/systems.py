"""The systems every municipality of the demo works in: one of them disturbed, one with an outage ahead."""

from datetime import datetime, timedelta

from samverk.identity.models import User
from samverk.portal.models import Integration, LineOfBusinessSystem, Obstacle, SignIn, Status, StatusChange

_NIGHT = timedelta(hours=4)


def make_systems(*, now: datetime) -> None:
    """Write the register of the active site. Names are kinds of systems, never a supplier's."""
    maintainer = User.objects.filter(username="systemforvaltare").first()
    common = {"maintainer": maintainer, "support_phone": "0511-320 00", "support_hours": "Vardagar 8–16"}
    host = "example.invalid"
    rows = [
        LineOfBusinessSystem(
            name="Lön och frånvaro",
            purpose="Anmäla frånvaro, söka ledigt och se lönebesked.",
            address=f"https://lon.{host}/",
            owner="HR-chefen",
            sign_in=SignIn.SSO,
            integration=Integration.SSO,
            support_mail=f"lon@{host}",
            **common,
        ),
        LineOfBusinessSystem(
            name="Ekonomi och fakturor",
            purpose="Attestera fakturor och följa budgeten.",
            address=f"https://ekonomi.{host}/",
            owner="Ekonomichefen",
            sign_in=SignIn.SSO,
            integration=Integration.DATA,
            status=Status.PLANNED,
            status_text="Uppgradering. Attestera före kl. 17.",
            status_from=now + timedelta(days=2),
            status_to=now + timedelta(days=2) + _NIGHT,
            status_at=now,
            **common,
        ),
        LineOfBusinessSystem(
            name="Vård och omsorg",
            purpose="Dokumentera insatser och se genomförandeplaner.",
            address=f"https://omsorg.{host}/",
            owner="Socialchefen",
            sign_in=SignIn.CARD,
            integration=Integration.LINK,
            obstacle=Obstacle.SECRECY,
            alternative="Uppgifterna visas bara i systemet. Logga in där med ditt tjänstekort.",
            status=Status.DISTURBED,
            status_text="Inloggningen är långsam. Skriv på papper vid brådska och för in det efteråt.",
            status_at=now,
            **common,
        ),
        LineOfBusinessSystem(
            name="Ärenden och diarium",
            purpose="Registrera handlingar och följa ärenden till beslut.",
            address=f"https://diarium.{host}/",
            owner="Kommunsekreteraren",
            sign_in=SignIn.SSO,
            integration=Integration.SSO,
            **common,
        ),
        LineOfBusinessSystem(
            name="Skola och förskola",
            purpose="Närvaro, scheman och kontakt med vårdnadshavare.",
            address=f"https://skola.{host}/",
            owner="Skolchefen",
            sign_in=SignIn.EID,
            integration=Integration.LINK,
            obstacle=Obstacle.TECHNICAL,
            alternative="Systemet kan inte ta emot inloggningen härifrån. Logga in där med e-legitimation.",
            **common,
        ),
    ]
    LineOfBusinessSystem.objects.bulk_create(rows)
    StatusChange.objects.bulk_create(
        StatusChange(
            system=row, status=row.status, text=row.status_text, begins=row.status_from, ends=row.status_to, at=now,
            by=maintainer,
        )
        for row in rows
        if row.status != Status.NORMAL
    )  # fmt: skip
