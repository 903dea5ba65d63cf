"""What tests bend: cheap hashing, plain static files. Database, broker and worker stay real."""

from . import *
from .files import STORAGES as _STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **_STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECURE_SSL_REDIRECT = False
# At once, and in the transactions that tests run in: so every kept question is one that can be prepared.
TENANT_PREPARE_AFTER = 0
TENANT_PREPARE_IN_TRANSACTIONS = True
