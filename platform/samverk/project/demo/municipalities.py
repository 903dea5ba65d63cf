"""The sites of the demo (domain 4.1).

Plain data: the list of accounts is printed where no Django is set up, so models are imported only to build.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenants.actions.create_tenant import NewTenant

SMALL = ("grastorp", "skara", "tibro", "tidaholm", "hjo")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the twelve; inhabitants are rounded and only for illustration."""

    slug: str
    name: str
    scb_code: str
    wave: int
    inhabitants: int
    colour: str
    mark: str

    @property
    def host(self) -> str:
        """Where the site answers."""
        return f"{self.slug}.localhost"

    @property
    def official_name(self) -> str:
        """Names that end in a vowel take no s: "Skara kommun", "Grästorps kommun"."""
        return f"{self.name} kommun" if self.name[-1] in "aeiouyåäö" else f"{self.name}s kommun"

    def as_tenant(self) -> "NewTenant":
        """What the door for new sites wants."""
        from tenants.actions.create_tenant import NewTenant

        return NewTenant(
            slug=self.slug,
            name=self.name,
            official_name=self.official_name,
            other_names=(self.name.upper(), f"{self.name}s", f"{self.name}s kommun", f"{self.name} kommun"),
            kind="municipality",
            scb_code=self.scb_code,
            hosts=(self.host,),
            brand_colour=self.colour,
            mark=self.mark,
            is_demo=True,
        )


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """A site where people of several municipalities meet: the template and the cooperation."""

    slug: str
    name: str
    official_name: str
    kind: str
    colour: str
    mark: str

    @property
    def host(self) -> str:
        """Where the site answers."""
        return f"{self.slug}.localhost"

    def as_tenant(self) -> "NewTenant":
        """What the door for new sites wants."""
        from tenants.actions.create_tenant import NewTenant

        return NewTenant(
            slug=self.slug,
            name=self.name,
            official_name=self.official_name,
            kind=self.kind,
            hosts=(self.host,),
            brand_colour=self.colour,
            mark=self.mark,
            is_demo=True,
        )


MUNICIPALITIES = (
    Municipality("grastorp", "Grästorp", "1444", 1, 5_700, "#2f6b3a", "Gr"),
    Municipality("skara", "Skara", "1495", 1, 18_700, "#9c2f3f", "Sk"),
    Municipality("tibro", "Tibro", "1472", 1, 11_200, "#1f5f8b", "Ti"),
    Municipality("tidaholm", "Tidaholm", "1498", 1, 12_700, "#6b4a1f", "Td"),
    Municipality("hjo", "Hjo", "1497", 2, 9_300, "#0f6b74", "Hj"),
    Municipality("mariestad", "Mariestad", "1493", 2, 24_700, "#27408b", "Ma"),
    Municipality("toreboda", "Töreboda", "1473", 2, 9_100, "#7a3b69", "Tö"),
    Municipality("gullspang", "Gullspång", "1447", 2, 5_100, "#8a5a00", "Gu"),
    Municipality("essunga", "Essunga", "1445", 3, 5_600, "#4b6b1f", "Es"),
    Municipality("gotene", "Götene", "1471", 3, 13_200, "#a3441f", "Gö"),
    Municipality("lidkoping", "Lidköping", "1494", 3, 40_500, "#1d4f9c", "Li"),
    Municipality("vara", "Vara", "1470", 3, 16_100, "#55602a", "Va"),
)
TEMPLATE = MeetingPlace("mall", "Mallkommun", "Mallkommun GVS12", "template", "#4a4f5c", "M")
COOPERATION = MeetingPlace("gvs12", "GVS12", "Samverkan GVS12", "cooperation", "#5b3a8c", "12")


def municipalities(scale: str) -> tuple[Municipality, ...]:
    """Those of a scale: small is wave 1 and Hjo."""
    return tuple(m for m in MUNICIPALITIES if scale != "small" or m.slug in SMALL)
