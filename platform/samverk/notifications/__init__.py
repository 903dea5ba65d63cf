"""One ledger of what people are told: inbox, letters, push."""
