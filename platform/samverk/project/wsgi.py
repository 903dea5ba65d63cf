"""The web server's entry: loaded once, before its workers part."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
application = get_wsgi_application()

from samverk.project.secrets_check import refuse_guessable_secrets  # noqa: E402 - settings are ready only now
from samverk.project.web_worker import keep_by_thread, remember_addresses, set_aside_what_stays  # noqa: E402 - as above

refuse_guessable_secrets()
keep_by_thread()
remember_addresses()
set_aside_what_stays()
