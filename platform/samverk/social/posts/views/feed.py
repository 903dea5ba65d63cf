"""/inlagg/: the feed, with the form on top; and what has been begun."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Subject
from samverk.kernel.text_hints import tell_hints
from samverk.social.following.context import follow_button
from samverk.social.posts.access import my_places, require_feed
from samverk.social.posts.actions.publish_post import publish_post
from samverk.social.posts.actions.save_post_draft import save_post_draft
from samverk.social.posts.actions.throw_post_draft import take_back_draft, throw_post_draft
from samverk.social.posts.cards import cards
from samverk.social.posts.feed import Only
from samverk.social.posts.foot import Page
from samverk.social.posts.forms import PostForm
from samverk.social.posts.previewing import preview_of_post
from samverk.social.posts.queries import feed_page, has_thrown_draft, labels_of, readers_of
from samverk.social.posts.tag_subject import address_of
from samverk.social.posts.writing import post_form, writer_of
from samverk.social.refusing import not_kept
from samverk.social.tags import of_tag, tags_in
from samverk.social.talk.forms import chosen_in
from samverk.social.talk.picking import LOOK, looks, picker, with_picked
from samverk.social.talk.previewing import Preview
from samverk.social.talk.tagged import said_with

#: In the address of the feed, where what was begun has just been thrown away.
THROWN = "slangt"
#: Where somebody writes in their own words.
FIELDS_OF_WORDS = ("text", "options", "link_title", "link")


@never_cache
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest posts for this person. `?visa=` chooses some, `?ord=` those with a word with #, `?fore=` goes on."""
    user = require_feed(request.user)
    return _page(request, user, post_form(request, user))


@never_cache
@require_safe
def unit(request: HttpRequest) -> HttpResponse:
    """The person's own unit; an address to keep."""
    require_feed(request.user)
    return redirect(f"{reverse('posts:feed')}?visa={Only.UNIT}")


def _page(
    request: HttpRequest,
    user: User,
    form: PostForm | None,
    *,
    posted: QueryDict | None = None,
    preview: Preview | None = None,
) -> HttpResponse:
    wanted = request.GET.get("visa", "")
    only = Only(wanted) if wanted in Only.values else Only.ALL
    number = request.GET.get("fore", "")
    before = int(number) if number.isdecimal() and len(number) < 18 else None
    places = my_places(user, clock.today())
    tag = next(iter(tags_in(f"#{request.GET.get('ord', '')}")), "")
    page = feed_page(viewer=user, only=only, tag=tag, before=before)
    said = said_with(viewer=user, tag=tag) if tag and before is None else []
    # What was written and sent with something wrong has an address that only takes forms.
    here = reverse("posts:feed") if request.method == "POST" else request.get_full_path()
    query = QueryDict(mutable=True)
    if tag:
        query["ord"] = tag
    elif only:
        query["visa"] = only
    query["fore"] = str(page.older or "")
    context = {
        "form": form,
        "picker": picker(request, user, posted=posted),
        "preview": preview,
        "thrown": THROWN in request.GET and has_thrown_draft(user=user, now=clock.now()),
        "files_again": bool(request.FILES),
        "looks": request.method == "POST" and looks(request),
        "cards": cards(page.lines, viewer=user, labels=labels_of(places), page=Page(here, get_token(request))),
        "here": here,
        "readers": readers_of(places),
        "older": f"?{query.urlencode()}" if page.older else "",
        "later": before is not None,
        "only": "" if tag else only,
        "tag": tag,
        "said": said,
        **(
            follow_button(request, Subject(of_tag(tag), f"#{tag}", address_of(tag)))
            if tag and (page.lines or said)
            else {}
        ),
        "choices": [
            (choice, choice.label) for choice in Only if choice != Only.UNIT or any(place.own for place in places)
        ],
    }
    return render(request, "social_posts/feed.html", context, status=422 if form is not None and form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Publish; or, with something wrong or to look at it first, the page again with all that was typed.

    Whoever comes back to the address without a form, by the address bar or with another language, finds the feed and
    the draft.

    Somebody who was signed out while they wrote finds the text again when they have signed in: the form says whose it
    is, and it is kept for them and nobody else.
    """
    if not is_person(request.user):
        writer = writer_of(request.POST.get("writer", ""))
        if writer is not None:
            fields = request.POST.dict()
            if not save_post_draft(actor=HOUSE, user=writer, fields=fields, now=clock.now()):
                return not_kept(request, [fields.get(name, "") for name in FIELDS_OF_WORDS], back=reverse("posts:feed"))
        return redirect_to_login(reverse("posts:feed"))
    user = require_feed(request.user)
    if request.method != "POST":
        return redirect(f"{reverse('posts:feed')}#skriv")
    if looks(request):
        return _look(request, user)
    form = post_form(request, user, data=request.POST, files=request.FILES)
    if form is None:
        return redirect("posts:feed")
    if form.is_valid():
        new = form.new_post(chosen=chosen_in(request.POST))
        try:
            post = publish_post(actor=actor_of(request), author=user, new=new, now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Ditt inlägg är publicerat."))
            tell_hints(request, post.text)
            return redirect(f"{reverse('posts:feed')}#inlagg-{post.pk}")
    save_post_draft(actor=actor_of(request), user=user.pk, fields=request.POST.dict(), now=clock.now())
    return _page(request, user, form)


def _look(request: HttpRequest, user: User) -> HttpResponse:
    """The page again, with a name put in, or with the post as it will stand and how many will be told."""
    posted = with_picked(request)
    fields = {name: str(value) for name, value in posted.items()}
    save_post_draft(actor=actor_of(request), user=user.pk, fields=fields, now=clock.now())
    form = post_form(request, user, going_on=posted)
    preview = None
    if form is not None and LOOK in request.POST:
        judged = post_form(request, user, data=posted, files=request.FILES)
        if judged is None or not judged.is_valid():
            return _page(request, user, judged, posted=posted)
        text, place = judged.cleaned_data["text"], judged.cleaned_data["place"]
        preview = preview_of_post(author=user, text=text, place=place, chosen=chosen_in(posted))
    return _page(request, user, form, posted=posted, preview=preview)


@never_cache
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """What the page's script saves while somebody writes; 422 with a personnummer, which is not saved."""
    user = require_feed(request.user)
    saved = save_post_draft(actor=actor_of(request), user=user.pk, fields=request.POST.dict(), now=clock.now())
    return HttpResponse(status=204 if saved else 422)


@require_POST
def throw(request: HttpRequest) -> HttpResponse:
    """Throw away what was begun, and all that stands in the form; the feed says so, with a way back."""
    user = require_feed(request.user)
    fields = request.POST.dict()
    if throw_post_draft(actor=actor_of(request), user=user.pk, fields=fields, now=clock.now()):
        return redirect(f"{reverse('posts:feed')}?{THROWN}=ja")
    messages.success(request, _("Utkastet är slängt."))
    return redirect("posts:feed")


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo that; in the form stands what stood there."""
    user = require_feed(request.user)
    if not take_back_draft(actor=actor_of(request), user=user.pk, now=clock.now()):
        messages.info(request, _("Utkastet går inte att ta tillbaka längre."))
    return redirect(f"{reverse('posts:feed')}#skriv")
