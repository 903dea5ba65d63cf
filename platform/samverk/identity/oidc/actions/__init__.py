"""Writers of sign-in with OpenID Connect; one verb a file."""
