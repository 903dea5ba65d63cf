"""Every defence, what it is and which test fails without it; docs/threat-model.md is made from this list."""

from defended import model, people, rooms, sites

DEFENCES = (*sites.DEFENCES, *people.DEFENCES, *rooms.DEFENCES, *model.DEFENCES)
