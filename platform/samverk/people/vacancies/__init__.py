"""The narrow fact that a site's roles are filled or not, for those who lead a rollout over many sites."""
