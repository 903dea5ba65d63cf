"""Writers of the kernel."""
