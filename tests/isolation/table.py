"""The isolation table, part one: every address of the house itself. One expected status per person.

Read a row as: what may each of the five get with this method, at Skara's address?
302 is always the way to the sign-in page unless the row says where it leads.
"""

from dataclasses import dataclass

from tests.isolation.table_audit import AUDIT
from tests.isolation.table_cms import CMS
from tests.isolation.table_editor import EDITOR
from tests.isolation.table_feed import FEED
from tests.isolation.table_knowledge import KNOWLEDGE
from tests.isolation.table_life5 import LIFE5
from tests.isolation.table_movers import MOVERS
from tests.isolation.table_news import NEWS
from tests.isolation.table_notify import NOTIFY
from tests.isolation.table_oidc import OIDC
from tests.isolation.table_operator import SUPPORT
from tests.isolation.table_people import LEADING, PEOPLE
from tests.isolation.table_portal import PORTAL, START
from tests.isolation.table_rest3 import REST3
from tests.isolation.table_rights import RIGHTS
from tests.isolation.table_scim import SCIM
from tests.isolation.table_search import SEARCHES
from tests.isolation.table_settings import PACK, SETTINGS
from tests.isolation.table_talk import TALK
from tests.isolation.table_templates_adoption import ADOPTION
from tests.isolation.table_templates_documents import DOCUMENTS
from tests.isolation.table_templates_masters import MASTERS, SANDBOX
from tests.isolation.table_templates_overview import MAP
from tests.isolation.table_templates_proposals import PROPOSALS
from tests.isolation.table_units import UNITS


@dataclass(frozen=True, slots=True)
class Row:
    """One address, one method, five persons.

    Attributes:
        pattern: the resolver's text; together the rows must cover every pattern.
        path: what is asked; names in braces come from the world.
        signed_out, other_municipality, guest, no_right, right: expected status.
        to: where a 302 of a signed-in person leads, by its beginning.
        method: of the request.
    """

    pattern: str
    path: str
    signed_out: int
    other_municipality: int
    guest: int
    no_right: int
    right: int
    to: str = "/logga-in/"
    method: str = "GET"


PAGES = r"^((?:[\w\-]+/)*)$"

# fmt: off
EVERYWHERE = (
    Row("-/tema/<slug:version>.css", "/-/tema/{theme}.css", 200, 200, 200, 200, 200),
    Row("-/komponenter/", "/-/komponenter/", 302, 302, 200, 200, 200),
    Row("logga-in/", "/logga-in/", 200, 200, 302, 302, 302, to="/"),
    Row("logga-ut/", "/logga-ut/", 302, 302, 405, 405, 405),
    Row("logga-ut/", "/logga-ut/", 302, 302, 302, 302, 302, method="POST"),
    Row("sprak/", "/sprak/", 405, 405, 405, 405, 405),
    Row("sprak/", "/sprak/", 400, 400, 400, 400, 400, method="POST"),
    Row("utseende/", "/utseende/", 302, 302, 405, 405, 405),
    Row("utseende/", "/utseende/", 302, 302, 302, 302, 302, method="POST", to="/"),
    Row("anslut/", "/anslut/", 403, 403, 403, 403, 403),
    Row("anslut/<slug:source>/", "/anslut/hjo/", 302, 302, 302, 302, 302, to="/"),
    Row("anslut/<slug:source>/", "/anslut/finns-inte/", 404, 404, 302, 302, 302, to="/"),
    Row("overlamning/", "/overlamning/", 302, 302, 404, 404, 404),
    Row("overlamning/", "/overlamning/?till=hjo&webblasare={digest}", 302, 302, 403, 403, 403),
    Row("mina-webbplatser/", "/mina-webbplatser/", 302, 302, 200, 200, 200),
    Row("-/logotyp/<slug:version>.webp", "/-/logotyp/{logo}.webp", 200, 200, 200, 200, 200),
    Row("-/logotyp/<slug:version>.webp", "/-/logotyp/finns-inte.webp", 404, 404, 404, 404, 404),
    Row("administration/", "/administration/", 302, 302, 403, 403, 200),
    Row("administration/utseende/", "/administration/utseende/", 302, 302, 403, 403, 200),
    Row("administration/utseende/", "/administration/utseende/", 302, 302, 403, 403, 422, method="POST"),
    *(Row(*cells) for cells in AUDIT),
    *(Row(*cells, method=method) for *cells, method in (*SETTINGS, *PORTAL)),
)
SITE = (
    *EVERYWHERE,
    Row("organisation/", "/organisation/", 302, 302, 403, 200, 200),
    Row("innehall/", "/innehall/", 302, 302, 403, 200, 200),
    Row("skriv-nyhet/", "/skriv-nyhet/", 302, 302, 403, 403, 302, to="/redaktion/"),
    *(Row(pattern, path, *statuses, to=to) for pattern, path, *statuses, to in EDITOR),
    Row("filer/<path:path>", "/filer/{rendition}", 302, 302, 403, 200, 200),
    Row("filer/<path:path>", "/filer/{original}", 302, 302, 403, 403, 200),
    Row("filer/<path:path>", "/filer/images/finns-inte.webp", 302, 302, 403, 404, 404),
    Row(r"dokument/^(\d+)/(.*)$", "/dokument/{document}/{document_file}", 302, 302, 403, 200, 200),
    Row(r"dokument/^(\d+)/(.*)$", "/dokument/999999/x.txt", 302, 302, 404, 404, 404),
    Row("dokument/authenticate_with_password/<int:restriction_id>/", "/dokument/authenticate_with_password/999999/",
        302, 302, 404, 404, 404),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in RIGHTS),
    *(Row(*cells, method=method) for *cells, method in (*SCIM, *SUPPORT, *UNITS, *NEWS, *PEOPLE)),
    *(Row(*cells, method=method, to=to) for *cells, method, to in (*REST3, *LEADING, *LIFE5)),
    *(Row(*cells, method=method, to="/administration/nodpaket/") for *cells, method in PACK),
    *(Row(*cells, method=method, to=to or "/logga-in/") for *cells, method, to in (*START, *ADOPTION, *MASTERS, *MAP)),
    *(Row(*cells, method=method) for *cells, method, _to in SANDBOX),
    *(Row(*cells, method=method, to=to or "/logga-in/") for *cells, method, to in PROPOSALS),
    *(Row(*cells, method=method, to=to or "/logga-in/") for *cells, method, to in DOCUMENTS),
    *(Row(*cells, method=method, to=to or "/logga-in/") for *cells, method, to in KNOWLEDGE),
    Row(PAGES, "/", 302, 302, 200, 200, 200),
    Row(PAGES, "/nyheter/", 302, 302, 403, 200, 200),
    Row(PAGES, "/nyheter/ny-vardcentral/", 302, 302, 403, 200, 200),
    Row(PAGES, "/anstalld/", 302, 302, 403, 200, 200),
    Row(PAGES, "/anstalld/fakturor/", 302, 302, 403, 200, 200),
    Row(PAGES, "/nyheter/kris/", 302, 302, 403, 403, 200),
    Row(r"dokument/^(\d+)/(.*)$", "/dokument/{closed_document}/{closed_file}", 302, 302, 403, 403, 200),
    Row("filer/<path:path>", "/filer/{closed_rendition}", 302, 302, 403, 403, 200),
    Row(PAGES, "/finns-inte/", 302, 302, 404, 404, 404),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in OIDC),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in MOVERS),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in FEED),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in NOTIFY),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in TALK),
    *(Row(pattern, path, *statuses, to=to, method=method) for method, pattern, path, *statuses, to in SEARCHES),
    # An address below the admin that Wagtail does not know: it adds a slash of its own.
    *(Row(pattern, path, 302, 302, 403, 403, right, to="/") for pattern, path, right in CMS),
)
# fmt: on
