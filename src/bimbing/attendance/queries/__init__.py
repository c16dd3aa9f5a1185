"""Reads of attendance: what the duty follows from, who stands at the desk, who came, who missed."""
