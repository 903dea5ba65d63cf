"""Protected identities (LAW-24): what others see of somebody whose life may depend on it."""
