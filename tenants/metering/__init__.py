"""How each site is doing, measured by ourselves (PF-62): requests, times, errors, queue, storage, incidents."""
