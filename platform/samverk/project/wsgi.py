"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
application = get_wsgi_application()

from samverk.project.secrets_check import refuse_guessable_secrets  # noqa: E402 - settings are ready only now

refuse_guessable_secrets()
