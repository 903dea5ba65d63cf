"""To whom news is directed: it ranks higher for them and is hidden from nobody (PF-15)."""
