"""Headers and the content security policy of our own pages (Wagtail's admin has its own, laxer one)."""

from csp.constants import NONE, SELF

from .env import SAMVERK_HTTPS

#: The same on every host; the address of samverk.project.views.csp_report.
SAMVERK_CSP_REPORT_PATH = "/-/csp/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "report-uri": SAMVERK_CSP_REPORT_PATH,
    },
}
# Wagtail's admin writes inline scripts and styles and previews pages in a frame.
SAMVERK_CMS_CSP = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "report-uri": SAMVERK_CSP_REPORT_PATH,
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SAMVERK_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if SAMVERK_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SAMVERK_HTTPS else None
