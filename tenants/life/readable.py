"""What a person who opens the archive reads: a letter, the log and who may do what, as tables."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from psycopg2.extensions import connection as Raw  # noqa: N812 – a type, named for what it is here

from samverk.kernel.csv_cells import safe_cell
from tenants.life.manifest import Manifest

LETTER = """\
{name}

Det här är en hel webbplats ur Samverk, som den var {moment} (UTC).

LÄS MED VANLIGA PROGRAM
  logg.csv           vem som har gjort vad (händelseloggen)
  behorigheter.csv   vilka personer som finns, deras grupper och vad grupperna får göra
  inloggningstjanster.csv
                     vilka tjänster som loggade in folk hit, och vad som sa att de hörde hit
  files/             alla filer: bilder, dokument och bildernas förminskningar

LÄS MED DATOR
  manifest.json      version, tabeller, antal rader och kontrollsummor (SHA-256)
  tenant.json        webbplatsens namn, kommunkod, färg, språk och adresser
  data/*.jsonl       en fil per tabell, ett JSON-objekt per rad, UTF-8
  public/*.jsonl     det som webbplatsen har utanför sina egna tabeller
  files.jsonl        filernas namn, storlek, kontrollsumma och tid

Kolumner som pekar på en sorts innehåll skrivs som "app.modell", till exempel "intranet.newspage".
JSON-värdet null inne i en JSON-kolumn skrivs som {json_null}.
Alla tider är UTC.

SÅ LÄSER DU IN ARKIVET I EN ANNAN DRIFTSÄTTNING
  samverk tenant import FIL
  samverk tenant verify FIL       räknar om kontrollsummorna
Inloggningstjänster följer inte med av sig själva: vem som litar på vem bestämmer driften där. Koppla dem som står i
inloggningstjanster.csv med samverk provider register och samverk provider link.

DET HÄR FINNS INTE MED
{left_out}

Arkivet innehåller personuppgifter. Förvara det därefter.
"""


def letter(manifest: Manifest) -> str:
    """README.txt."""
    missing = [f"  {table}: {why}" for table, why in sorted(manifest.left_out.items())]
    if not manifest.passwords:
        missing.append("  lösenord och andra hemligheter: begär dem med --with-passwords om du flyttar webbplatsen")
    return LETTER.format(
        name=manifest.official_name,
        moment=manifest.moment[:19].replace("T", " "),
        json_null='{"samverk:json": null}',
        left_out="\n".join(missing),
    )


LOG = ("När (UTC)", "Vem", "Egenskap", "Gjorde", "Med vad", "Nummer", "Namn", "Resultat", "Från adress", "Uppgifter")
LOG_QUERY = """
    SELECT at AT TIME ZONE 'UTC', actor_name, capacity, verb, object_type, object_id, object_label, result, address,
           details::text FROM "{schema}".kernel_auditentry ORDER BY id"""
RIGHTS = ("Person", "Användarnamn", "Egenskap", "Aktiv", "Grupp", "Får göra", "Gäller")
RIGHTS_QUERY = """
    SELECT u.display_name, u.username, u.capacity, u.is_active, g.name, NULL, NULL
      FROM "{schema}".identity_user u
      LEFT JOIN "{schema}".identity_user_groups m ON m.user_id = u.id
      LEFT JOIN "{schema}".auth_group g ON g.id = m.group_id
    UNION ALL
    SELECT u.display_name, u.username, u.capacity, u.is_active, NULL, p.name, 'personligen'
      FROM "{schema}".identity_user u
      JOIN "{schema}".identity_user_user_permissions r ON r.user_id = u.id
      JOIN "{schema}".auth_permission p ON p.id = r.permission_id
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, g.name, p.name, 'alla i gruppen'
      FROM "{schema}".auth_group g
      JOIN "{schema}".auth_group_permissions r ON r.group_id = g.id
      JOIN "{schema}".auth_permission p ON p.id = r.permission_id
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, g.name, p.name, t.title || ' och sidorna under'
      FROM "{schema}".wagtailcore_grouppagepermission r
      JOIN "{schema}".auth_group g ON g.id = r.group_id
      JOIN "{schema}".auth_permission p ON p.id = r.permission_id
      JOIN "{schema}".wagtailcore_page t ON t.id = r.page_id
    ORDER BY 1 NULLS LAST, 2, 5, 6"""

#: For a person to read, never loaded: which providers are trusted is the operator's to say, in every deployment anew.
PROVIDERS = ("Tjänst", "Kortnamn", "Utfärdare", "Uppgift som pekar hit", "Värden", "Knappens text", "Släpper in nya")
PROVIDERS_QUERY = """
    SELECT p.name, p.key, p.issuer, l.claim, array_to_string(l.values, ' '), l.label, l.admits_new
      FROM public.oidc_providersite l JOIN public.oidc_provider p ON p.id = l.provider_id
     WHERE l.schema_name = '{schema}' ORDER BY l."order", p.key"""


def spreadsheet(raw: Raw, headings: tuple[str, ...], query: str, schema_name: str) -> Iterator[str]:
    """Lines of a CSV that a spreadsheet opens without asking: byte order mark, semicolons."""
    yield "\ufeff" + _line(headings)
    with raw.cursor(name="samverk_readable") as cursor:
        cursor.execute(query.replace("{schema}", schema_name))
        for row in cursor:
            yield _line(_cell(value) for value in row)


def _line(values: Iterable[object]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="").writerow(values)
    return buffer.getvalue()


def _cell(value: object) -> str:
    """Readable, and nothing that a spreadsheet would take for a formula."""
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else safe_cell(value)
