"""For authors: makes notebooks out of texts, and checks all content."""
