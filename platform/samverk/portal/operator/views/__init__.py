"""Pages below /drift/."""
