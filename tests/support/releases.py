"""Made-up releases: the code as it is, and migrations that do not exist yet."""

import itertools
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.test import override_settings

_number = itertools.count(1)

#: Stands for the newest migration the app has.
LAST = "__last__"
#: Beginning of every made-up migration.
HEAD = """
from django.contrib.postgres import operations as postgres
from django.db import migrations, models
import django.db.models.deletion
import time
import uuid
from pathlib import Path
"""


def made_up(operations: str, *, after: str = LAST, app: str = "people", extra: str = "", before: str = "") -> str:
    """Text of a migration with these operations.

    Args:
        operations: the inside of the list, Python.
        after: name of the migration it follows; the newest there is, when not given.
        app: its app.
        extra: more lines in the class.
        before: functions the operations use.
    """
    return (
        HEAD
        + textwrap.dedent(before)
        + f"\n\nclass Migration(migrations.Migration):\n    dependencies = [({app!r}, {after!r})]\n"
        + textwrap.indent(textwrap.dedent(extra), "    ")
        + f"\n    operations = [\n{textwrap.indent(textwrap.dedent(operations), '        ')}\n    ]\n"
    )


@contextmanager
def release(folder: Path, migrations: Mapping[str, str], *, app: str = "people") -> Iterator[Path]:
    """The code inside the block has these migrations of `app` too; gives a folder with a settings module for it.

    Args:
        folder: an empty one.
        migrations: file name without `.py` → text.
        app: whose migrations.
    """
    name = f"made_up_{next(_number)}_{app}"
    package = folder / name
    spec = find_spec(f"{apps.get_app_config(app).name}.migrations")
    assert spec is not None
    assert spec.origin is not None
    shutil.copytree(Path(spec.origin).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem for path in package.glob("[0-9]*.py"))
    for file, text in migrations.items():
        (package / f"{file}.py").write_text(text.replace(LAST, last))
    (folder / "made_up_settings.py").write_text(
        f"from samverk.project.settings.test import *\nMIGRATION_MODULES = {{{app!r}: {name!r}}}\n"
    )
    sys.path.insert(0, str(folder))
    try:
        with override_settings(MIGRATION_MODULES={app: name}):
            yield folder
    finally:
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] == name]:
            del sys.modules[module]
