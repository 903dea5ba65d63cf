"""Sites that somebody at the operator has asked for, and how far that has come."""
