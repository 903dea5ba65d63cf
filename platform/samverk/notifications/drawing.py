"""Rows and cells drawn in Python: an inbox has sixty rows, a matrix a hundred fields; templates draw them dearly."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samverk.notifications.lines import Line
from samverk.notifications.matrix_form import field_name
from samverk.notifications.queries import Cell, Row
from samverk.notifications.ways import Pace
from samverk.ui.components.inbox_row.component import draw

#: The page's one form that the rows' buttons belong to.
MARKING = "markera"


def inbox_rows(lines: Iterable[Line]) -> SafeString:
    """The inbox as items of a list; their buttons belong to the form named MARKING."""
    address = reverse("notifications:open", args=[0])
    mark, choose = escape(_("Markera som läst")), escape(_("Tysta eller ändra"))
    return mark_safe("".join(_inbox_row(line, address, mark, choose) for line in lines))  # noqa: S308  # nosec B308 B703


def _inbox_row(line: Line, address: str, mark: str, choose: str) -> str:
    about = f'<span class="sv-hidden">: {escape(line.text)}</span>'
    foot = ""
    if line.unread:
        keys = ",".join(map(str, line.pks))
        foot += f'<button form="{MARKING}" name="only" value="{keys}">{mark}{about}</button>'
    if line.choose_url:
        foot += f'<a href="{escape(line.choose_url)}">{choose}{about}</a>'
    values = {
        "text": line.text, "href": address.replace("/0/", f"/{line.pk}/"), "excerpt": line.excerpt, "note": line.note,
        "icon": line.icon, "who": line.who, "when": line.when, "unread": line.unread, "content": foot,
    }  # fmt: skip
    return f"<li>{draw(values)}</li>"


def matrix_table(row: Row) -> SafeString:
    """One kind of event: a row a role, with its three fields."""
    inbox, mail, push = escape(_("Inkorg")), escape(_("Brev")), escape(_("Direkt i webbläsaren"))
    head = "".join(f'<th scope="col">{name}</th>' for name in (escape(_("När")), inbox, mail, push))
    paces = [(int(pace), escape(pace.label)) for pace in Pace]
    body = "".join(_matrix_row(row, cell, (inbox, mail, push), paces) for cell in row.cells)
    return mark_safe(  # noqa: S308 - all words are escaped  # nosec B308 B703
        f'<table class="sv-table sv-matrix"><caption class="sv-hidden">{escape(row.label)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _matrix_row(row: Row, cell: Cell, names: tuple[str, str, str], paces: Sequence[tuple[int, str]]) -> str:
    inbox, mail, push = names
    field, role = field_name(row.name, cell.role), escape(cell.role.label)
    about = f"{escape(row.label)}, {role}"
    chosen = int(cell.ways.mail)
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{label}</option>' for value, label in paces
    )
    return (
        f'<tr><th scope="row">{role}</th>{_tick(f"{field}-inbox", inbox, about, ticked=cell.ways.inbox)}'
        f'<td data-label="{mail}"><select class="sv-input" name="{field}-mail" aria-label="{mail}: {about}">{options}'
        f"</select></td>{_tick(f'{field}-push', push, about, ticked=cell.ways.push)}</tr>"
    )


def _tick(name: str, label: str, about: str, *, ticked: bool) -> str:
    checked = " checked" if ticked else ""
    return f'<td data-label="{label}"><input type="checkbox" name="{name}" aria-label="{label}: {about}"{checked}></td>'
