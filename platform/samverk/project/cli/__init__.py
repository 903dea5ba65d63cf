"""The operator's command line: `samverk`."""

import gc

# Loading a house of code makes no garbage worth looking for, and looking takes a sixth of a short command's time.
# `servers()` goes back to looking when everything is loaded.
gc.disable()

from samverk.project.cli import swedish  # noqa: E402

swedish.speak()  # before the commands are declared: click takes some of its texts then

from samverk.project.cli.main import main  # noqa: E402

__all__ = ["main"]
