"""Where Wagtail asks us: may this person read, and what does the admin look like here."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.documents.models import Document
from wagtail.models import Page

from samverk.identity.access import actor_of
from samverk.intranet.access import file_gates, page_gates, pass_gates
from samverk.intranet.actions.set_owner import set_owner
from samverk.intranet.editor_checks import PageChecks
from samverk.intranet.editor_home import FirstSteps, MyDrafts
from samverk.intranet.holds import Held, require_loose, require_room
from samverk.intranet.models.page_base import IntranetPage
from samverk.intranet.search_words import plain
from samverk.kernel import clock
from samverk.kernel.text_hints import tell_hints
from tenants.models import Tenant
from tenants.views.theme import theme_url


@hooks.register("before_serve_page")
def ask_access_before_page(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """The page's gates, in turn."""
    pass_gates(request.user, page_gates(page))


# Before Wagtail's own question about the collection, which answers with an address of a sign-in page we do not have.
@hooks.register("before_serve_document", order=-1)
def ask_access_before_document(document: Document, request: HttpRequest) -> None:
    """Documents follow the same rule, and their collection's."""
    pass_gates(request.user, file_gates(document.collection, document))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_chosen_owner(request: HttpRequest, page: Any) -> None:
    """The form has noted the choice on the page; a new page has its number only now."""
    chosen = getattr(page, "chosen_owner", None)
    if chosen is not None:
        set_owner(actor=actor_of(request), page=page, chosen=chosen, day=clock.today())


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def hint_at_words(request: HttpRequest, page: Any) -> None:
    """What the rooms say of the words just saved; nobody is stopped (TP-05)."""
    if isinstance(page, IntranetPage):
        tell_hints(request, plain(f"{page.title} {page.lead} {page.plain_words()}"))


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_what_is_held(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Nothing that is settled elsewhere is taken away or hidden here."""
    return _refused(request, page.get_parent(), lambda: require_loose([page]))


@hooks.register("before_move_page")
def move_only_what_is_loose(request: HttpRequest, page: Any, destination: Any) -> HttpResponse | None:
    """Nor moved, and nothing is moved to where there is no room for it."""
    return _refused(request, page.get_parent(), lambda: _require_movable([page], destination))


@hooks.register("before_bulk_action")
def many_at_once(request: HttpRequest, action: str, pages: list[Any], form: Any) -> HttpResponse | None:
    """The same for all that were ticked in the list: one that is held, and none is touched."""
    if not pages or not issubclass(form.model, Page) or action not in {"delete", "unpublish", "move"}:
        return None
    if action == "move":
        return _refused(
            request, form.next_url, lambda: _require_movable(pages, form.cleaned_form.cleaned_data["chooser"])
        )
    return _refused(request, form.next_url, lambda: require_loose(pages))


@hooks.register("before_create_page")
def begin_only_where_there_is_room(request: HttpRequest, parent: Any, page_class: Any) -> HttpResponse | None:
    """Said before anything is typed; what was typed meanwhile is refused by the form, which keeps it."""
    if request.method == "POST":
        return None
    return _refused(request, parent, lambda: require_room(parent, page_class))


def _require_movable(pages: list[Any], destination: Any) -> None:
    require_loose(pages)
    for page_class in {page.specific_class for page in pages}:
        require_room(destination, page_class)


def _refused(request: HttpRequest, back: Any, ask: Callable[[], None]) -> HttpResponse | None:
    """Back to the list below a page, or to an address, with the reason; None where nothing is refused."""
    try:
        ask()
    except Held as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back) if isinstance(back, str) else redirect("wagtailadmin_explore", back.pk)
    return None


@hooks.register("insert_global_admin_css")
def theme_of_the_site() -> SafeString:
    """The municipality's colour in the admin too."""
    from tenants.connection import connection

    tenant = connection.tenant
    if not isinstance(tenant, Tenant):
        return SafeString("")
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        theme_url(tenant),
        static("intranet/cms.css"),
    )


@hooks.register("construct_settings_menu")
def hide_what_others_do(request: HttpRequest, items: list[Any]) -> None:
    """Sites and redirects are the operator's; one host name too many would be another door."""
    items[:] = [item for item in items if item.name not in {"sites"}]


@hooks.register("construct_help_menu")
def keep_help_in_the_house(request: HttpRequest, items: list[Any]) -> None:
    """News about Wagtail and its guide lie on somebody else's site, in English, and count as unread here."""
    items[:] = [item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new")]


@hooks.register("construct_homepage_panels")
def first_things_first(request: HttpRequest, panels: list[Any]) -> None:
    """What to do and what is unfinished; what waits for review is Wagtail's own panel."""
    panels += [FirstSteps(), MyDrafts()]


@hooks.register("construct_page_action_menu")
def publish_comes_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Whoever may publish came to publish; Wagtail puts saving a draft first.

    On a page under review the reviewer's yes comes first: publishing past it would end the review.
    """
    page = context.get("page")
    reviewed = page is not None and page.current_workflow_task
    wanted = "approve" if reviewed else "action-publish"
    items.sort(key=lambda item: item.name != wanted)


@hooks.register("construct_wagtail_userbar")
def our_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """In the preview's frame, where the editor's list of findings comes from."""
    items[:] = [PageChecks() if isinstance(item, ContentCheckerItem) else item for item in items]
