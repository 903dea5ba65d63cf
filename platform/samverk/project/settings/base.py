"""Addresses, middleware, templates."""

from importlib.metadata import version

SAMVERK_VERSION = version("samverk")

ROOT_URLCONF = "samverk.project.urls.site"
PUBLIC_SCHEMA_URLCONF = "samverk.project.urls.operator"
WSGI_APPLICATION = "samverk.project.wsgi.application"

# Order matters: the site must be known before anything touches session, cache or table. What stands before it only
# writes headers, on the page of an unknown host too.
MIDDLEWARE = [
    "samverk.project.middleware.headers.HeadersMiddleware",
    "samverk.project.middleware.health.HealthFirstMiddleware",
    "samverk.project.middleware.address.ClientAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "samverk.project.middleware.csp.PageCSPMiddleware",
    "tenants.middleware.TenantMiddleware",
    "tenants.metering.middleware.MeteringMiddleware",
    "samverk.project.middleware.nonsense.RefuseNonsenseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samverk.identity.middleware.MembershipMiddleware",
    "samverk.identity.middleware.PersonLocaleMiddleware",
    "shared_templates.sandbox.middleware.SandboxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "samverk.identity.rate_limits.RateLimitMiddleware",
    "samverk.identity.support.middleware.SupportMiddleware",
    "samverk.intranet.middleware.EditorsDoorMiddleware",
    "samverk.identity.oidc.middleware.AssuranceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "samverk.project.middleware.wrong_method.WrongMethodMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samverk.portal.context.shell",
            ],
        },
    },
]

# The host is checked against the domains in the database by the tenant middleware, which answers 404
# to every name it does not know; a second list here would only have to be kept in step.
ALLOWED_HOSTS = ["*"]
APPEND_SLASH = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
