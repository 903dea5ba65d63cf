"""The site's log as its auditors read it: a search that says why, and what it found."""
