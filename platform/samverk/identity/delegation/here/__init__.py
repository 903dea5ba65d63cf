"""What a site keeps of those who administer it from elsewhere."""
