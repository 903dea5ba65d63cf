"""Static files from whitenoise; a site's own files only through a view that asked access.py (law 5)."""

from .env import DEBUG, SAMVERK_HOME

STATIC_URL = "/static/"
STATIC_ROOT = SAMVERK_HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "samverk.ui.finders.BundleFinder",
]
MEDIA_ROOT = SAMVERK_HOME / "files"
MEDIA_URL = "/filer/"
STORAGES = {
    "default": {"BACKEND": "tenants.storage.TenantStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
# Compressing a thousand of Wagtail's files costs a newcomer 20 s; a proxy in front does it anyway.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "br", "woff", "woff2", "svg", "map", "txt",
)  # fmt: skip
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Within so many days a site's files can be put back as they were at any second (docs/life-of-a-site.md).
SAMVERK_KEEP_DELETED_FILES_DAYS = 30
# Base backups of the embedded database and the log after them; what is older is removed.
SAMVERK_KEEP_BACKUPS_DAYS = 14
