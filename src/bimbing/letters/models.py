"""What the office writes to and about a client: templates, numbers, the drawn paper."""
