"""Posts: what people tell those they work with, in a feed."""
