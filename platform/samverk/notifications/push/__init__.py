"""Web push: what the browser of somebody who is elsewhere is told."""
