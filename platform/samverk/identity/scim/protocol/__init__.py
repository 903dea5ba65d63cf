"""SCIM 2.0 over HTTP (RFC 7643, RFC 7644): what we offer, and how it is read from and written to the house."""
