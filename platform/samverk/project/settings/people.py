"""Users, sessions and sign-in."""

from typing import Any

from .env import SAMVERK_HTTPS

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "samverk.identity.backends.PersonBackend",
    "guardian.backends.ObjectPermissionBackend",
]
# A row for nobody in every schema would be a user in the blank schema (law 8).
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_RAISE_403 = False

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "identity:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "identity:sign_in"

SESSION_ENGINE = "samverk.identity.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SAMVERK_HTTPS
CSRF_COOKIE_SECURE = SAMVERK_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# The __Host- prefix makes the browser refuse a cookie that names a domain, but needs https.
SESSION_COOKIE_NAME = "__Host-samverk" if SAMVERK_HTTPS else "samverk"
CSRF_COOKIE_NAME = "__Host-csrf" if SAMVERK_HTTPS else "csrftoken"
CSRF_FAILURE_VIEW = "samverk.project.views.errors.csrf_failure"

# Seconds a handoff from one site to the next is valid (architecture, section 3).
SAMVERK_HANDOFF_SECONDS = 30
# Sign-in attempts: per account and per address, within a site. A whole office stands behind one address, so each
# account that gets in from there lets the address fail some more times, up to the last figure.
SAMVERK_SIGN_IN_LIMITS = {"account": "8/15 minutes", "address": "60/15 minutes", "address_most": "600/15 minutes"}
# Uses of costly or dangerous doors, by view name: per account, per address, per site. Sizes follow what one careful
# person, one office behind one address and one whole municipality can need in the time.
SAMVERK_RATE_LIMITS: dict[str, dict[str, Any]] = {
    "identity:arrive": {"address": "300/15 minutes"},
    "identity:set_out": {"address": "600/15 minutes"},
    "support:set_out": {"address": "60/15 minutes"},
    "identity:hand_over": {"account": "60/15 minutes", "address": "600/15 minutes"},
    "oidc:start": {"address": "600/15 minutes", "site": "6000/15 minutes"},
    "oidc:answer": {"address": "600/15 minutes"},
    # A link is 256 random bits; the limit is for who tries anyway. Invitations go out in our name.
    "guests:welcome": {"address": "60/15 minutes", "site": "600/15 minutes"},
    "guests:by_provider": {"address": "60/15 minutes", "site": "600/15 minutes"},
    "first_links:choose": {"address": "60/15 minutes", "site": "600/15 minutes"},
    "operator:first_link": {"methods": {"POST"}, "account": "60/15 minutes"},
    "guests:invite": {"methods": {"POST"}, "account": "30/15 minutes", "site": "120/15 minutes"},
    "guests:resend": {"account": "30/15 minutes", "site": "120/15 minutes"},
    "identity:password": {"methods": {"POST"}, "account": "10/15 minutes"},
    "identity:log_search": {"methods": {"POST"}, "account": "60/15 minutes", "site": "300/15 minutes"},
    "identity:log_csv": {"account": "20/15 minutes", "site": "60/15 minutes"},
    "identity:log_print": {"account": "60/15 minutes", "site": "300/15 minutes"},
    "delegation:mine": {"methods": {"POST"}, "account": "30/15 minutes", "site": "300/15 minutes"},
    # A file is read whole and sealed anew each time.
    "packages:file": {"account": "60/15 minutes", "site": "300/15 minutes"},
    # Writing: more than any hand can, less than a script would.
    "posts:write": {"account": "600/15 minutes", "address": "6000/15 minutes"},
    "posts:edit": {"methods": {"POST"}, "account": "600/15 minutes"},
    "posts:vote": {"account": "600/15 minutes"},
    "talk:write": {"methods": {"POST"}, "account": "600/15 minutes", "address": "6000/15 minutes"},
    "talk:edit": {"methods": {"POST"}, "account": "600/15 minutes"},
    "talk:react": {"account": "600/15 minutes"},
    "following:change": {"account": "600/15 minutes"},
    "posts:draft": {"account": "600/15 minutes"},
    "talk:report": {"methods": {"POST"}, "account": "30/15 minutes"},
    "talk:suggest": {"account": "900/15 minutes"},
    # Each search asks every room; half a minute's worth of typing words and looking around fits.
    "search:results": {"account": "600/15 minutes", "site": "6000/15 minutes"},
    "search:missing": {"account": "30/15 minutes"},
    "wagtailimages:add": {"methods": {"POST"}, "account": "300/15 minutes"},
    "wagtaildocs:add": {"methods": {"POST"}, "account": "300/15 minutes"},
    # Mail programs post here for many people from few addresses.
    "notifications:unsubscribe": {"methods": {"POST"}, "address": "600/15 minutes", "site": "6000/15 minutes"},
    "csp_report": {"address": "30/minute", "site": "300/minute"},
}

# What a provider may take of a request: seconds to connect, to the next piece, in all; bytes of an answer.
SAMVERK_OIDC = {"connect_seconds": 3.05, "read_seconds": 5.0, "total_seconds": 8.0, "max_bytes": 512 * 1024}
