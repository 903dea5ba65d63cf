"""What contents look like on screens: read, written, compared in words; for masters and for who adapts them."""
