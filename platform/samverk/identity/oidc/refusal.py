"""Why a sign-in did not happen: one exception for all the ways, with a code for people and a detail for operators."""


class Refused(Exception):
    """A sign-in that must not happen.

    Attributes:
        code: decides what the person reads (see `refusals.PAGES`).
        detail: what the operator reads; our own words, never a claim's value.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
