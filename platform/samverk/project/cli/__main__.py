"""`python -m samverk.project.cli` is `samverk`."""

from samverk.project.cli.main import main

main()
