"""How the command line speaks: progress while it works, tables, problems on stderr."""

import json
import os
import sys
import time
from collections.abc import Sequence
from typing import TextIO

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

#: A pipe has no width; its lines are not broken, for a program may search them.
WIDE = 250


def _width(stream: TextIO) -> int | None:
    return None if stream.isatty() or "COLUMNS" in os.environ else WIDE


console = Console(highlight=False, width=_width(sys.stdout))
errors = Console(stderr=True, highlight=False, width=_width(sys.stderr))


def problem(text: str) -> None:
    """One sentence in red on stderr."""
    errors.print(f"[bold red]Det gick inte.[/] {escape(text)}" if text else "[bold red]Det gick inte.[/]")


def as_json(value: object) -> None:
    """Machine-readable output on stdout, nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people."""
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold")  # a narrow terminal breaks an address, it hides none of it
    for row in rows:
        drawn.add_row(*(escape(str(cell)) if cell not in (None, "") else "–" for cell in row))
    console.print(drawn)


class Steps:
    """Says what is being done, with seconds; one line a step, rewritten in place on a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.started = time.monotonic()
        self.last = ""

    def __call__(self, text: str) -> None:
        """Begin a step."""
        if self.quiet or text == self.last:
            return
        self.last = text
        seconds = time.monotonic() - self.started
        errors.print(f"[dim]{seconds:6.1f} s[/]  {text}")
        sys.stderr.flush()

    def count(self, text: str, done: int, total: int) -> None:
        """A step of many."""
        bar = "█" * round(16 * done / max(total, 1))
        self(f"{bar:░<16} {done}/{total}  {text}")
