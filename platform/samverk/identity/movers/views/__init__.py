"""Pages of departures."""
