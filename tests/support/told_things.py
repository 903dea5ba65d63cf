"""The kinds of `telling`, in a worker of a test's own: `celery worker -I tests.support.told_things`."""

from contextlib import ExitStack

from celery.signals import worker_process_init

from tests.support.telling import things_to_tell_of

#: Held for as long as the process lives.
_KNOWN = ExitStack()


@worker_process_init.connect(weak=False)
def _know(**kwargs: object) -> None:
    _KNOWN.enter_context(things_to_tell_of())
