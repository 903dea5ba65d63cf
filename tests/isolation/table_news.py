"""The isolation table, news: what must be read, and the group's news for companies."""

READ = "las/<int:pk>/"
CONFIRM = "las/<int:pk>/bekrafta/"
FEED = "koncernnyheter/<str:token>/atom.xml"
OVERVIEW = "administration/koncernnyheter/"
REVOKE = "administration/koncernnyheter/<int:pk>/stang/"

# fmt: off
#: (pattern, path, signed out, other municipality, guest, no right, right, method)
NEWS: tuple[tuple[str, str, int, int, int, int, int, str], ...] = (
    (READ, "/las/{must_read}/", 302, 302, 403, 403, 200, "GET"),
    (READ, "/las/{page}/", 302, 302, 403, 404, 404, "GET"),
    (CONFIRM, "/las/{page}/bekrafta/", 302, 302, 403, 404, 404, "POST"),
    (CONFIRM, "/las/{must_read}/bekrafta/", 302, 302, 405, 405, 405, "GET"),
    # Without a secret there is nothing, whoever asks: nobody's session counts here.
    (FEED, "/koncernnyheter/finns-inte/atom.xml", 404, 404, 404, 404, 404, "GET"),
    (FEED, "/koncernnyheter/{feed_token}/atom.xml", 200, 200, 200, 200, 200, "GET"),
    (OVERVIEW, "/administration/koncernnyheter/", 302, 302, 403, 403, 200, "GET"),
    (OVERVIEW, "/administration/koncernnyheter/", 302, 302, 403, 403, 422, "POST"),
    (REVOKE, "/administration/koncernnyheter/999999/stang/", 302, 302, 403, 403, 404, "POST"),
    (REVOKE, "/administration/koncernnyheter/999999/stang/", 302, 302, 405, 405, 405, "GET"),
)
# fmt: on
