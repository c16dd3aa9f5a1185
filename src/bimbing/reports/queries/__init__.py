"""Reads of the reports, starting from what a member of staff may see."""
