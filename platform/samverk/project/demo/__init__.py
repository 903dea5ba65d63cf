"""The demo: a model municipality, twelve municipalities and their cooperation, all facts made up (domain.md part 4)."""
