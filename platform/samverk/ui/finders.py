"""A finder of static files that offers the bundle, so that no build product is ever committed."""

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from samverk.ui import bundle


class BundleFinder(BaseFinder):
    """Writes the bundle into a private folder of this process and finds it there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._folder: Path | None = None
        self._built = 0.0

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing can be set, so nothing can be set wrongly."""
        return []

    def _build(self) -> Path:
        changed = bundle.changed_at()
        if self._folder is None:
            # Made by mkdtemp, so only ours: a folder whose name can be guessed could be put there by others.
            self._folder = Path(tempfile.mkdtemp(prefix="samverk-ui-"))
            atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        if changed > self._built:
            for name, content in ((bundle.CSS_NAME, bundle.css()), (bundle.JS_NAME, bundle.js())):
                target = self._folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding="utf-8")
            self._built = changed
        return self._folder

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file's place on disk, or nothing when it is not one of ours."""
        if path not in (bundle.CSS_NAME, bundle.JS_NAME):
            return []
        place = str(self._build() / path)
        return [place] if find_all else place

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Offer both files to collectstatic."""
        storage = FileSystemStorage(location=self._build())
        yield bundle.CSS_NAME, storage
        yield bundle.JS_NAME, storage
