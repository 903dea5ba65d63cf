"""Wagtail."""

from django.utils.translation import gettext_lazy as _

WAGTAIL_SITE_NAME = "Samverk"
WAGTAILADMIN_BASE_URL = ""
WAGTAIL_USER_TIME_ZONES = ["Europe/Stockholm"]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USER_CUSTOM_FIELDS: list[str] = []
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/logga-in/"
WAGTAIL_FRONTEND_LOGIN_URL = "/logga-in/"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "samverk.intranet.document_form.CheckedDocumentForm"
WAGTAILDOCS_CONTENT_TYPES = {"pdf": "application/pdf", "txt": "text/plain"}
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
# What a site can choose is at most this (intranet.site_settings).
SAMVERK_DOCUMENT_MB = 50
WAGTAILIMAGES_IMAGE_MODEL = "intranet.Picture"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_APPEND_SLASH = True
# Addresses are read out over the phone: a for å and ä, o for ö.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A password shared by many is nobody's; pages are closed by group.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_COMMENTS_ENABLED = True
TAGGIT_CASE_INSENSITIVE = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"]},
    }
}
SAMVERK_CMS_PATH = "/redaktion/"
SAMVERK_PRODUCT_NAME = _("Samverk")
