"""Why something about people and groups is not done, in words for the person who tried."""


class Refusal(Exception):
    """Nothing was changed; the message says why, in the person's language."""
