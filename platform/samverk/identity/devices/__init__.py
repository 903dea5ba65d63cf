"""Where a person is signed in: each session with device, address and time, and the way to end it."""
