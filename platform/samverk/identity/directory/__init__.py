"""The narrow directory in `public`: which sites one person is known on, and handoffs between them."""
