"""What people say to each other: posts, comments, reactions, mentions, and following, on anything registered."""
