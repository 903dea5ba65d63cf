"""What each site's log ended with at a moment, kept in `public`: without it a cut tail cannot be seen."""
