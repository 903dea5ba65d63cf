"""/mitt-losenord/: another password for an account of this site."""

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, is_person
from samverk.identity.actions.change_password import WrongPassword, change_password
from samverk.identity.forms import PasswordForm


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """The form; whoever signs in elsewhere is told where the password is changed."""
    user = request.user
    assert is_person(user)
    if not user.has_usable_password():
        return render(request, "identity/password_elsewhere.html")
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told, here = form.cleaned_data, request.session.session_key or ""
        try:
            change_password(actor=actor_of(request), user=user, old=told["old"], new=told["new"], keep=here)
        except WrongPassword:
            form.add_error("old", _("Det är inte ditt lösenord nu. Skriv det en gång till."))
        except ValidationError as error:
            form.add_error("new", error)
        else:
            # This browser stays signed in: the session's hash follows the password.
            request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            messages.success(request, _("Lösenordet är bytt. Du är utloggad överallt utom här."))
            return redirect("identity:sign_ins")
    return render(request, "identity/password.html", {"form": form}, status=422 if form.errors else 200)
