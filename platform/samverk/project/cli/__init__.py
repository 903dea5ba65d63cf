"""The operator's command line: `samverk`."""

from samverk.project.cli import swedish

swedish.speak()  # before the commands are declared: click takes some of its texts then

from samverk.project.cli.main import main  # noqa: E402

__all__ = ["main"]
