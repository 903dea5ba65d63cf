#!/usr/bin/env python
"""Django's own commands, with the same servers as the `samverk` command: `./manage.py check --database default`."""

import sys

from samverk.project.servers import servers

if __name__ == "__main__":
    with servers():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
