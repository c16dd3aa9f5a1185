"""Counts as of a day, the office's own forms, charts, exports."""
