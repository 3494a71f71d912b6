"""The partner's view: a page for others to fill in, the files they send back, and where the sides see things apart."""
