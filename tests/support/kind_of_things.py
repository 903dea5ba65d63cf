"""Name of the kind of thing that tests talk about. Imports no Django: `make axe` reads the isolation table without it."""

KIND = "provsida"
