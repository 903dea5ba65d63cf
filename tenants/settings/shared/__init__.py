"""The narrow part in `public`: what a template decides for those who follow it, and which values are the newest."""
