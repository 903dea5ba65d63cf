"""The web server's entry."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
application = get_wsgi_application()

from samverk.project.secrets_check import refuse_guessable_secrets  # noqa: E402 - settings are ready only now

refuse_guessable_secrets()

from django.urls import get_resolver  # noqa: E402

# What every worker shares is loaded before they part, and is nothing to clean up: a web worker that looks through all
# code and templates for garbage spends a twentieth of its time on it.
_addresses = get_resolver().url_patterns
gc.collect()
gc.freeze()
