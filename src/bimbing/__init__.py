"""Bimbing: the client register of an Indonesian probation office. One door, many groups."""

__version__ = "0.1.0"
