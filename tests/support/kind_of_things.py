"""Name of the kind of thing tests talk about. Imports no Django: `make axe` reads the isolation table without it."""

KIND = "provsida"
