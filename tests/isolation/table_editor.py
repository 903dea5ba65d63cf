"""The isolation table, part three: the ways from the intranet into Wagtail's admin.

Pattern, path, status for the signed-out, the other municipality, the guest, the one without and the one with the right;
where a 302 of the last leads.
"""

# fmt: off
EDITOR: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    ("redigera/<int:pk>/", "/redigera/{page}/", 302, 302, 403, 403, 302, "/redaktion/pages/"),
    ("redigera/<int:pk>/", "/redigera/999999/", 302, 302, 403, 403, 404, ""),
)
# fmt: on
