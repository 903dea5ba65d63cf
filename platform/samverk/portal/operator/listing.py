"""What the operator asked of the list of sites: words, kind, state, order; and the addresses that ask for the rest."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.http import urlencode

from tenants.models import Kind, State

ORDERS = ("name", "kind", "state")


@dataclass(frozen=True, slots=True)
class Listing:
    """Read from the address; what cannot be understood is as if it were not there."""

    text: str = ""
    kind: str = ""
    state: str = ""
    order: str = "name"

    @classmethod
    def read(cls, request: HttpRequest) -> "Listing":
        """From `?sok=&slag=&lage=&ordning=`."""
        kind, state, order = (request.GET.get(name, "") for name in ("slag", "lage", "ordning"))
        return cls(
            text=request.GET.get("sok", "").strip()[:100],
            kind=kind if kind in Kind.values else "",
            state=state if state in State.values else "",
            order=order if order.removeprefix("-") in ORDERS else "name",
        )

    def address(self) -> str:
        """The query string that asks for this, with its question mark."""
        asked = {"sok": self.text, "slag": self.kind, "lage": self.state}
        asked["ordning"] = "" if self.order == "name" else self.order
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def page_prefix(self) -> str:
        """What stands before a page's number."""
        return self.address() + ("&sida=" if len(self.address()) > 1 else "sida=")

    def column(self, label: str, order: str) -> dict[str, object]:
        """A column that sorts, and the other way round when it does already."""
        if self.order == order:
            return {"label": label, "sort_url": replace(self, order=f"-{order}").address(), "sorted": "ascending"}
        sorted_now = {"sorted": "descending"} if self.order == f"-{order}" else {}
        return {"label": label, "sort_url": replace(self, order=order).address(), **sorted_now}
