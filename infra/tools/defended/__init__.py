"""Every defence, what it is and which test fails without it; docs/threat-model.md is made from this list."""

from defended import model, people, rooms, sites, tried_and_shared

DEFENCES = (*sites.DEFENCES, *people.DEFENCES, *rooms.DEFENCES, *model.DEFENCES, *tried_and_shared.DEFENCES)
