"""The front hall: settings, addresses, worker, command line. Imports everything; nobody imports it."""
