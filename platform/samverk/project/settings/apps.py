"""Which tables lie where (laws 1 and 2).

`contenttypes` is shared only: its ids are then global and no process-wide cache can mix two sites.
`auth`, `sessions`, `identity` and `kernel` are in both lists: in `public` they hold the operator's own people.
"""

SHARED_APPS = [
    "django_tenants",
    "tenants",
    "tenants.anchors",
    "tenants.life",
    "tenants.metering",
    "tenants.orders",
    "tenants.settings.shared",
    "samverk.identity.directory",
    "samverk.identity.oidc",
    "samverk.identity.delegation",
    "samverk.identity.support",
    "samverk.people.vacancies",
    "samverk.portal.everywhere",
    "samverk.people.shared_skills",
    "shared_templates.catalogue",
    "shared_templates.proposals",
    "shared_templates.board",
    "shared_templates.deviations",
    "shared_templates.knowledge",
    "django.contrib.contenttypes",
    "samverk.kernel",
    "samverk.identity",
    "samverk.identity.devices",
    "django.contrib.auth",
    "django.contrib.sessions",
]

TENANT_APPS = [
    "tenants.settings",
    "tenants.profile",
    "samverk.kernel",
    "samverk.identity",
    "samverk.identity.devices",
    "samverk.identity.oidc.here",
    "samverk.identity.scim",
    "samverk.identity.rights",
    "samverk.identity.delegation.here",
    "samverk.identity.guests",
    "samverk.identity.first_links",
    "samverk.identity.protection",
    "samverk.identity.profile",
    "samverk.identity.movers",
    "samverk.people",
    "samverk.social.following",
    "samverk.social.talk",
    "samverk.social.posts",
    "samverk.social.searches",
    "samverk.notifications",
    "samverk.search",
    "samverk.intranet",
    "samverk.portal",
    "shared_templates.masters",
    "shared_templates.sandbox",
    "shared_templates.adoption",
    "shared_templates.structure",
    "shared_templates.documents",
    "samverk.intranet.cms.CmsUsersConfig",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "guardian",
    "django.contrib.auth",
    "django.contrib.sessions",
]

_TABLELESS = [
    "shared_templates.overview",
    "shared_templates.packages",
    "shared_templates.screens",
    "samverk.ui",
    "samverk.project",
    "csp",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

INSTALLED_APPS = [*SHARED_APPS, *[app for app in TENANT_APPS if app not in SHARED_APPS], *_TABLELESS]

TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True
# A question of a page is prepared on a connection when it has been asked so often for a site there (decision 0023).
TENANT_PREPARE_AFTER = 3
TENANT_PREPARE_IN_TRANSACTIONS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
