"""The web server's entry: loaded once, before its workers part."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
application = get_wsgi_application()

from samverk.project import web_worker  # noqa: E402 - as above
from samverk.project.secrets_check import refuse_guessable_secrets  # noqa: E402 - settings are ready only now

refuse_guessable_secrets()
web_worker.keep_by_thread()
web_worker.ask_the_connection_itself()
web_worker.read_settings_plainly()
web_worker.remember_addresses()
web_worker.remember_written_addresses()
web_worker.remember_texts()
web_worker.remember_drawn_texts()
web_worker.remember_blocks()
web_worker.draw_letters_at_once()
web_worker.set_aside_what_stays()
