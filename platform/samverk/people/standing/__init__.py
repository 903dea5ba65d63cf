"""Where a person stands in the organisation today, for other rooms: targeting, and who works in a company only."""
