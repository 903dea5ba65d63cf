"""Writing and changing a comment. Nothing typed is lost: not on an error, not when the session has run out."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Ref, Subject
from samverk.kernel.text_hints import tell_hints
from samverk.social.refusing import not_kept
from samverk.social.talk.access import (
    comment_or_404,
    require_commentable,
    require_member,
    require_own,
    subject_or_404,
)
from samverk.social.talk.actions.edit_comment import edit_comment
from samverk.social.talk.actions.keep_draft import keep_draft
from samverk.social.talk.actions.post_comment import Locked, post_comment
from samverk.social.talk.comments_as_subjects import comment_url
from samverk.social.talk.finding_mentions import as_typed
from samverk.social.talk.form_seal import broken, seal
from samverk.social.talk.forms import CommentForm, chosen_in, typed_in
from samverk.social.talk.picking import looks, picker, searches, with_picked
from samverk.social.talk.previewing import Preview, preview_of
from samverk.social.talk.queries import draft_of, owner_of_seal, thread_of


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The form by itself: with what went wrong, with whom one can mention, with a look at what comes out.

    Open to who is signed out only so that what they typed in time is kept for them; then comes the sign-in page.

    Raises:
        Http404: when there is no such thing here.
        Denied: when the person may not see it, or nobody may comment it.
    """
    ref = Ref(kind, key)
    if not is_person(request.user):
        return _signed_out(request, ref)
    user = require_member(request.user)
    if request.method != "POST":
        return _form_page(request, user, ref, _form_with_draft(request, user, ref))
    posted = with_picked(request)
    typed, refused = typed_in(posted), None
    if typed is not None and not looks(request):
        try:
            # The action asks for the right itself; a page that shows the form again asks below.
            made = post_comment(
                actor=actor_of(request),
                author=user,
                ref=ref,
                text=typed.text,
                form=typed.form,
                now=clock.now(),
                parent=typed.parent,
                chosen=chosen_in(request.POST),
            )
        except ValidationError as error:
            refused = error
        except Locked:
            pass  # told below
        else:
            said = _("Kommentaren är skickad.")
            hinted = made.is_new and tell_hints(request, typed.text, done=said)
            return HttpResponseRedirect(_at(made.subject, made.pk, top=hinted))
    form = CommentForm(posted)
    if refused is not None:
        form.add_error("text", refused)
    return _form_page(request, user, ref, form, posted=posted)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own comment.

    Raises:
        Http404: when it is not there.
        Denied: for others' comments.
    """
    user = require_member(request.user)
    found, subject = comment_or_404(user=user, pk=pk)
    require_own(user=user, comment=found)
    if not found.is_readable:
        return redirect(comment_url(pk))
    if request.method != "POST":
        text, mentions = as_typed(found.text)
        form, named = CommentForm(initial={"text": text}), QueryDict(mutable=True)
        named.setlist("namn", [f"{each.kind}:{each.key}" for each in mentions])
        return _page(request, user, subject, form, editing=pk, posted=named)
    posted = with_picked(request)
    form = CommentForm(posted)
    if not form.is_valid() or looks(request):
        return _page(request, user, subject, form, editing=pk, posted=posted)
    try:
        edit_comment(
            actor=actor_of(request),
            user=user,
            pk=pk,
            text=form.cleaned_data["text"],
            now=clock.now(),
            chosen=chosen_in(request.POST),
        )
    except ValidationError as error:
        form.add_error("text", error)
        return _page(request, user, subject, form, editing=pk)
    messages.success(request, _("Ändringen är sparad."))
    return redirect(_at(subject, pk, top=tell_hints(request, form.cleaned_data["text"])))


@never_cache
def _signed_out(request: HttpRequest, ref: Ref) -> HttpResponse:
    """Keep what was typed, if the form was given out to somebody here, and ask for a new sign-in."""
    back = reverse("talk:write", args=[ref.kind, ref.key])
    sealed = broken(request.POST.get("sigill", "")) if request.method == "POST" else None
    author = owner_of_seal(sealed.user) if sealed is not None and sealed.ref == ref else None
    if sealed is not None and author is not None and request.POST.get("text", "").strip():
        parent = request.POST.get("svar_pa", "")
        try:
            keep_draft(
                actor=HOUSE,
                author=author,
                ref=ref,
                form=sealed.form,
                parent=int(parent) if parent.isdecimal() and len(parent) < 19 else None,
                text=request.POST["text"],
                now=clock.now(),
            )
        except ValidationError:
            return not_kept(request, [request.POST["text"]], back=back)
        messages.info(request, _("Du har varit utloggad ett tag. Logga in igen, så finns din text kvar."))
    return redirect_to_login(back, reverse("identity:sign_in"))


def _form_with_draft(request: HttpRequest, user: User, ref: Ref) -> CommentForm:
    answers = request.GET.get("svara", "")
    draft = draft_of(user=user, ref=ref)
    if draft is not None:
        return CommentForm(initial={"text": draft.text, "form": draft.form, "svar_pa": draft.parent})
    return CommentForm(initial={"svar_pa": int(answers) if answers.isdecimal() and len(answers) < 19 else None})


@never_cache
def _form_page(
    request: HttpRequest, user: User, ref: Ref, form: CommentForm, *, posted: QueryDict | None = None
) -> HttpResponse:
    """The form for a thing that may be commented, or why it may not any more."""
    subject = subject_or_404(user=user, ref=ref)
    require_commentable(subject)
    thread = thread_of(ref)
    if thread is not None and thread.locked_at:
        return _locked(request, subject, form, thread.locked_reason)
    return _page(request, user, subject, form, posted=posted)


def _locked(request: HttpRequest, subject: Subject, form: CommentForm, reason: str) -> HttpResponse:
    """No form that can never be sent: why, and what was typed, to copy."""
    context = {
        "subject": subject,
        "reason": reason,
        "text": str(form["text"].value() or ""),
        "trail": [{"label": subject.title, "url": subject.url}, {"label": _("Kommentar"), "url": ""}],
    }
    return render(request, "talk/locked.html", context, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest,
    user: User,
    subject: Subject,
    form: CommentForm,
    *,
    editing: int | None = None,
    posted: QueryDict | None = None,
) -> HttpResponse:
    only_looks = request.method == "POST" and looks(request)
    preview: Preview | None = None
    if only_looks and form.is_bound and not searches(request):
        preview = preview_of(
            user=user,
            subject=subject,
            text=str(form.data.get("text", "")),
            chosen=chosen_in(posted if posted is not None else request.POST),
            parent=form.cleaned_data.get("svar_pa") if form.is_valid() else None,
            is_new=editing is None,
        )
    key = form["form"].value() or str(form.fields["form"].initial or "")
    context = {
        "form": form,
        "subject": subject,
        "editing": editing,
        "picker": picker(request, user, posted=posted),
        "preview": preview,
        "show_errors": not only_looks,
        **_keys(user, subject, key),
        "trail": [{"label": subject.title, "url": subject.url}, {"label": _("Kommentar"), "url": ""}],
    }
    return render(request, "talk/write.html", context, status=422 if form.errors and not only_looks else 200)


def _keys(user: User, subject: Subject, key: object) -> dict[str, object]:
    """The form's key, the one it came with or a new one, and its seal."""
    try:
        form = UUID(str(key))
    except ValueError:
        form = uuid4()
    return {"form_key": form, "sealed": seal(user=user, ref=subject.ref, form=form)}


def _at(subject: Subject, pk: int, *, top: bool) -> str:
    """The page, at the comment; from its top where something is told there that would not be seen from below."""
    page = f"{subject.url}{'&' if '?' in subject.url else '?'}kommentar={pk}"
    return page if top else f"{page}#kommentar-{pk}"
