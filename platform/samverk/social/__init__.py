"""People to people: posts, comments, reactions, mentions, following."""
