"""Pictures for the demo, drawn here: calm landscapes of Västergötland in flat layers, tinted with the site's colour."""

from .motifs import MOTIFS, Motif, draw

__all__ = ["MOTIFS", "Motif", "draw"]
