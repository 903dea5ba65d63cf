"""A new site's first maintainer: a link that opens once and lets them choose their own password."""
