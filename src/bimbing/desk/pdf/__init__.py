"""Papers that the desk prints."""
