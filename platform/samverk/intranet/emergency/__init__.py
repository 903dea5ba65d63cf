"""The emergency pack: guides and contacts that can be read when nothing else works (LAW-52)."""
