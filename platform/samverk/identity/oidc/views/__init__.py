"""Pages and endpoints of sign-in with OpenID Connect."""
