"""Who a person is here: users, sign-in, handoff between sites, the directory that ties sites together."""
