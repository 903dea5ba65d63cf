"""How the command line speaks: progress while it works, tables, problems on stderr."""

import json
import sys
import time
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def problem(text: str) -> None:
    """One sentence in red on stderr."""
    errors.print(f"[bold red]Det gick inte.[/] {text}" if text else "[bold red]Det gick inte.[/]")


def as_json(value: object) -> None:
    """Machine-readable output on stdout, nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people."""
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column)
    for row in rows:
        drawn.add_row(*(str(cell) if cell not in (None, "") else "–" for cell in row))
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
