"""One style sheet and one script out of many small files, without a build tool.

The order is fixed (tokens, base, layouts, components by name), so the same sources give the same bytes.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parent
LAYERS = ("tokens", "base", "layout", "components", "print")
CSS_NAME = "ui/samverk.css"
JS_NAME = "ui/samverk.js"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_TIGHT = re.compile(r" ?([{};,]) ?")


def _squeeze(css: str) -> str:
    """Remove comments and needless blanks; nothing that could change the meaning of a rule."""
    css = _SPACE.sub(" ", _COMMENT.sub("", css))
    return _TIGHT.sub(r"\1", css).replace(";}", "}").strip()


def _read(*paths: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def _tokens() -> str:
    # Imported here: the finder needs only the sources' dates, not the colour arithmetic, on most calls.
    from samverk.ui.theme import DEFAULT_BRAND, theme_css

    folder = ROOT / "tokens"
    light, dark = _read(folder / "light.css"), _read(folder / "dark.css")
    return "".join(
        (
            theme_css(DEFAULT_BRAND),
            _read(folder / "scale.css"),
            f":root{{{light}}}",
            f'@media (prefers-color-scheme:dark){{:root:not([data-scheme="light"]){{{dark}}}}}',
            f':root[data-scheme="dark"]{{{dark}}}',
            _read(folder / "semantic.css"),
        )
    )


def css() -> str:
    """Return the whole style sheet, in cascade layers; a site's theme is unlayered and so overrides it."""
    parts = {
        "tokens": _tokens(),
        "base": _read(ROOT / "styles" / "base.css"),
        "layout": _read(*sorted((ROOT / "styles").glob("layout-*.css"))),
        "components": _read(*sorted(ROOT.glob("components/*/*.css"))),
        "print": _read(ROOT / "styles" / "print.css"),
    }
    layered = "\n".join(f"@layer {name}{{{_squeeze(parts[name])}}}" for name in LAYERS)
    fonts = _squeeze(_read(ROOT / "tokens" / "fonts.css"))
    return f"@layer {','.join(LAYERS)};\n{fonts}\n{layered}\n"


def js() -> str:
    """Return the whole script: the small core first, then one controller a component."""
    scripts = ROOT / "scripts"
    sources = [scripts / "core.js", scripts / "worker.js", *sorted(ROOT.glob("components/*/*.js"))]
    lines = (line.strip() for line in _read(*sources, scripts / "start.js").splitlines())
    body = "\n".join(line for line in lines if line and not line.startswith(("//", "/*", "*")))
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def changed_at() -> float:
    """When any source last changed, in seconds: while developing the bundle follows its sources."""
    sources = (path for suffix in ("css", "js", "py") for path in ROOT.rglob(f"*.{suffix}"))
    return max(path.stat().st_mtime for path in sources)
