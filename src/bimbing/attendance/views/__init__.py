"""Screens of attendance: the desk, the day, who missed."""
