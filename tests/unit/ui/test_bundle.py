"""The bundle: small, deterministic, in layers, and found by Django's own collectstatic."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from samverk.ui import bundle
from samverk.ui.finders import BundleFinder


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode()))


def test_the_bundle_is_small() -> None:
    assert compressed(bundle.css()) < 30_000
    assert compressed(bundle.js()) < 10_000


def test_the_same_sources_give_the_same_bytes() -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from samverk.ui import bundle;"
        "print(hashlib.sha256((bundle.css() + bundle.js()).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program, str(bundle.ROOT.parents[1])],
            check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_layers_come_in_order_and_braces_match() -> None:
    css = bundle.css()
    assert css.startswith("@layer tokens,base,layout,components,print;")
    places = [css.index(f"@layer {name}{{") for name in bundle.LAYERS]
    assert places == sorted(places)
    assert css.count("{") == css.count("}")
    assert "/*" not in css


def test_every_component_is_in_the_bundle() -> None:
    css = bundle.css()
    for path in bundle.ROOT.glob("components/*/*.css"):
        assert f".sv-{path.stem.replace('_', '-')}" in css, path.stem


def test_no_address_outside_our_own_static_files() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', bundle.css())
    assert addresses
    assert bundle.css().count("url(") == len(addresses)
    for address in addresses:
        assert (bundle.ROOT / "static" / "ui" / address).is_file(), address
    assert "://" not in bundle.css()
    assert "://" not in bundle.js(), "what is fetched lies on the site"


def test_every_controller_a_template_names_exists() -> None:
    known = set(re.findall(r'register\("([\w-]+)"', bundle.js()))
    used = {
        name
        for path in bundle.ROOT.rglob("*.html")
        for names in re.findall(r'data-controller="([a-z -]+)"', path.read_text(encoding="utf-8"))
        for name in names.split()
    }
    assert used
    assert used <= known


def test_the_finder_gives_files_that_exist_and_nothing_else() -> None:
    finder = BundleFinder()
    for name in (bundle.CSS_NAME, bundle.JS_NAME):
        assert Path(finder.find(name)).is_file()
        assert finder.find(name, find_all=True) == [finder.find(name)]
    assert finder.find("ui/other.css") == []
    assert finder.find("../settings.py") == []


def test_collectstatic_finds_the_bundle_and_the_fonts() -> None:
    listed = {path for finder in finders.get_finders() for path, _ in finder.list(None)}
    assert {bundle.CSS_NAME, bundle.JS_NAME} <= listed
    fonts = sorted(path for path in listed if path.startswith("ui/fonts/"))
    assert "ui/fonts/LICENSE" in fonts
    assert sum(path.endswith(".woff2") for path in fonts) == 4


def test_a_changed_source_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = BundleFinder()
    built = Path(finder.find(bundle.CSS_NAME))
    built.write_text("old", encoding="utf-8")
    assert Path(finder.find(bundle.CSS_NAME)).read_text(encoding="utf-8") == "old", "built once only"
    later = bundle.changed_at() + 1
    monkeypatch.setattr(bundle, "changed_at", lambda: later)
    assert Path(finder.find(bundle.CSS_NAME)).read_text(encoding="utf-8") == bundle.css()
