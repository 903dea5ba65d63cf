"""Sign-in with OpenID Connect: several providers for a site, several sites for a provider (PF-01, PF-09, LAW-48)."""
