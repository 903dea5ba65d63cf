"""What a person is called at home, carried to the sites they belong to elsewhere; never the other way."""
