"""The operator's command line: `samverk`."""

from samverk.project.cli.main import main

__all__ = ["main"]
