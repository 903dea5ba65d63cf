"""Writers of departures; one verb a file."""
