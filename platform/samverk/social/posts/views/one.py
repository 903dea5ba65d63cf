"""/inlagg/<id>/: one post, with what others say of it, and what its author and others may do."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.text_hints import tell_hints
from samverk.social.going_back import way_back
from samverk.social.posts import access
from samverk.social.posts.actions.answer_question import answer_question
from samverk.social.posts.actions.cast_vote import cast_vote
from samverk.social.posts.actions.delete_post import delete_post, restore_post
from samverk.social.posts.actions.edit_post import edit_post
from samverk.social.posts.actions.mark_post import mark_official, pin_post
from samverk.social.posts.around import around
from samverk.social.posts.cards import cards, moment_in_words
from samverk.social.posts.feed import read_lines
from samverk.social.posts.forms import EditForm, PinForm
from samverk.social.posts.models import Post, PostKind, PostState
from samverk.social.posts.queries import edits_of, labels_of, poll_view
from samverk.social.posts.subject import subject_of_post
from samverk.social.talk.excerpts import plain_with_names
from samverk.social.talk.finding_mentions import as_typed
from samverk.social.talk.forms import chosen_in
from samverk.social.talk.showing import shown_versions


@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The post and its discussion."""
    return _page(request, access.post_or_404(user=request.user, pk=pk))


def _page(request: HttpRequest, post: Post, *, error: str = "", pin: PinForm | None = None) -> HttpResponse:
    user = access.require_feed(request.user)
    day, now = clock.today(), clock.now()
    poll = poll_view(post=post, viewer=user, now=now) if post.kind == PostKind.POLL else None
    card = cards(
        read_lines([post.pk]), viewer=user, labels=labels_of(access.my_places(user, day)), heading="h1", whole=True
    )[0]
    manages = access.may_manage(user, post)
    answers = post.kind == PostKind.QUESTION and (manages or card.mine)
    context = {
        "post": post,
        "card": card,
        "title": plain_with_names(post.text, most=60),
        "trail": [{"label": _("Flödet"), "url": reverse("posts:feed")}, {"label": _("Inlägg"), "url": ""}],
        "hidden": post.state == PostState.HIDDEN,
        "poll": poll,
        "error": error,
        "manages": manages,
        "answers": answers,
        "marks": user.has_perm(access.OFFICIAL),
        "pin": pin or PinForm(initial={"last_day": post.pinned_to}),
        "pinned": post.pinned_to is not None and post.pinned_to >= day,
        **around(request, post, subject_of_post(post), may_answer=answers),
    }
    return render(request, "social_posts/one.html", context, status=422 if error or (pin and pin.errors) else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own text."""
    post = access.own_post_or_404(user=request.user, pk=pk)
    author = access.require_feed(request.user)
    text, mentioned = as_typed(post.text)
    form = EditForm(request.POST if request.method == "POST" else None, initial={"text": text, "version": post.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            edit_post(
                actor=actor_of(request),
                author=author,
                post=post,
                text=data["text"],
                version=data["version"],
                now=clock.now(),
                chosen=chosen_in(request.POST),
            )
        except ValidationError as error:
            form.add_error("text", error)
            # Saving a second time is a decision: the other text has been looked at.
            sent = request.POST.copy()
            sent["version"] = str(access.own_post_or_404(user=author, pk=pk).version)
            form.data = sent
        else:
            messages.success(request, _("Ändringen är sparad."))
            tell_hints(request, data["text"])
            return redirect("posts:one", pk)
    url = reverse("posts:one", args=[pk])
    trail = [
        {"label": _("Flödet"), "url": reverse("posts:feed")},
        {"label": _("Inlägg"), "url": url},
        {"label": _("Ändra"), "url": ""},
    ]
    chosen = request.POST.getlist("namn") or [f"{each.kind}:{each.key}" for each in mentioned]
    context = {"post": post, "form": form, "trail": trail, "back": url, "chosen": chosen}
    return render(request, "social_posts/edit.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """How the post has read."""
    post = access.post_or_404(user=request.user, pk=pk)
    now = timezone.localtime(clock.now())
    trail = [
        {"label": _("Flödet"), "url": reverse("posts:feed")},
        {"label": _("Inlägg"), "url": reverse("posts:one", args=[pk])},
        {"label": _("Tidigare versioner"), "url": ""},
    ]
    edits = [(each.text, each.until) for each in edits_of(post)]
    today, *earlier = shown_versions([(post.text, now), *edits])
    context = {
        "trail": trail,
        "earlier": [(moment_in_words(timezone.localtime(each.at), now), each.html) for each in earlier],
        "today": today.html,
    }
    return render(request, "social_posts/history.html", context)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Gone at once; the next page offers to take it back."""
    post = access.own_post_or_404(user=request.user, pk=pk)
    delete_post(actor=actor_of(request), author=_author(request), post=post, now=clock.now())
    return redirect("posts:removed", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """For ten minutes: what was taken away can come back."""
    post = access.removed_post_or_404(user=request.user, pk=pk, now=clock.now())
    if request.method == "POST":
        if restore_post(actor=actor_of(request), author=_author(request), post=post, now=clock.now()):
            messages.success(request, _("Inlägget är tillbaka."))
        return redirect("posts:one", pk)
    trail = [{"label": _("Flödet"), "url": reverse("posts:feed")}, {"label": _("Borttaget inlägg"), "url": ""}]
    text = shown_versions([(post.text, post.created_at)])[0].html
    return render(request, "social_posts/removed.html", {"post": post, "trail": trail, "text": text})


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote a person."""
    post = _poll_or_404(request, pk)
    keys = [int(key) for key in request.POST.getlist("svar") if key.isdecimal() and len(key) < 18]
    try:
        counted = cast_vote(actor=actor_of(request), voter=_author(request), post=post, options=keys, now=clock.now())
    except ValidationError as error:
        return _page(request, post, error=" ".join(error.messages))
    messages.success(request, _("Din röst är räknad.") if counted else _("Du har röstat redan, och den rösten gäller."))
    back = way_back(request, reverse("posts:one", args=[pk]))
    return redirect(f"{back.partition('#')[0]}#inlagg-{pk}")


def _poll_or_404(request: HttpRequest, pk: int) -> Post:
    post = access.post_or_404(user=request.user, pk=pk)
    if post.kind != PostKind.POLL or post.state != PostState.PUBLISHED:
        raise Http404
    return post


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A question has its answer: a comment, or something else that happened; or is open again."""
    post = access.post_or_404(user=request.user, pk=pk)
    chosen = request.POST.get("kommentar", "")
    comment = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None
    answered = comment is not None or request.POST.get("besvarad") == "ja"
    try:
        changed = answer_question(
            actor=actor_of(request),
            user=_author(request),
            post=post,
            answered=answered,
            comment=comment,
            now=clock.now(),
        )
    except ValidationError as error:
        return _page(request, post, error=" ".join(error.messages))
    if changed:
        messages.success(request, _("Frågan är besvarad.") if answered else _("Frågan är öppen igen."))
    return redirect(f"{reverse('posts:one', args=[pk])}{'#svaret' if comment is not None else ''}")


@require_POST
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """First in its place until a day, or no longer."""
    post = access.post_or_404(user=request.user, pk=pk)
    form = PinForm(request.POST)
    if form.is_valid():
        try:
            pin_post(
                actor=actor_of(request),
                manager=_author(request),
                post=post,
                last_day=form.cleaned_data["last_day"],
                today=clock.today(),
            )
        except ValidationError as error:
            form.add_error("last_day", error)
        else:
            return redirect("posts:one", pk)
    return _page(request, post, pin=form)


@require_POST
def official(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation's own word, or a colleague's."""
    post = access.post_or_404(user=request.user, pk=pk)
    wanted = request.POST.get("officiell") == "ja"
    mark_official(actor=actor_of(request), officer=_author(request), post=post, official=wanted)
    return redirect("posts:one", pk)


def _author(request: HttpRequest) -> User:
    return access.require_feed(request.user)
