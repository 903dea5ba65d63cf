"""Support sessions: how somebody from the operator gets into a site, for a reason, for a while, seen by the site."""
