"""What a run over the sites came to."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.models import SiteState


@dataclass(frozen=True, slots=True)
class SiteResult:
    """How it went for one site; `state` is one of `SiteState`."""

    schema_name: str
    state: str
    seconds: float = 0.0
    attempts: int = 0
    replayed: int = 0
    ran: int = 0
    error: str = ""


@dataclass(slots=True)
class Report:
    """How it went for all that lagged, in the order they came."""

    sites: list[SiteResult] = field(default_factory=list)
    seconds: float = 0.0

    def names(self, state: SiteState) -> list[str]:
        """Schemas of the sites in that state."""
        return [site.schema_name for site in self.sites if site.state == state]

    @property
    def changed(self) -> list[str]:
        """Schemas that were brought up to date."""
        return self.names(SiteState.DONE)

    @property
    def failed(self) -> list[SiteResult]:
        """Sites that could not be; they are as they were."""
        return [site for site in self.sites if site.state == SiteState.FAILED]

    @property
    def left(self) -> list[str]:
        """Schemas that were not begun."""
        return self.names(SiteState.LEFT)

    @property
    def ok(self) -> bool:
        """Is everything up to date?"""
        return not self.failed and not self.left

    def as_dict(self) -> dict[str, object]:
        """For machines."""
        return {
            "ok": self.ok,
            "changed": self.changed,
            "failed": [asdict(site) for site in self.failed],
            "left": self.left,
            "seconds": round(self.seconds, 2),
        }

    def lines(self) -> list[str]:
        """For people, in the active language."""
        if not self.sites:
            return [_("Alla webbplatser är redan uppdaterade.")]
        count = len(self.changed)
        lines = [
            ngettext(
                "%(count)s webbplats är uppdaterad (%(seconds)s s).",
                "%(count)s webbplatser är uppdaterade (%(seconds)s s).",
                count,
            )
            % {"count": count, "seconds": f"{self.seconds:.1f}"}
        ]
        lines += [
            _("%(site)s är orörd: %(why)s") % {"site": site.schema_name, "why": site.error} for site in self.failed
        ]
        if self.left:
            count = len(self.left)
            lines.append(
                ngettext(
                    "%(count)s webbplats påbörjades inte: %(names)s.",
                    "%(count)s webbplatser påbörjades inte: %(names)s.",
                    count,
                )
                % {"count": count, "names": _listed(self.left)}
            )
        if not self.ok:
            lines.append(_("Rätta felet och kör samverk migrate igen: den fortsätter med dem som återstår."))
        return lines


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else _("%(names)s och %(more)s till") % {"names": shown, "more": len(names) - 5}


class SitesNotMigrated(Exception):
    """Some site could not be brought up to date.

    Attributes:
        report: which, and why.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(" ".join(report.lines()))
