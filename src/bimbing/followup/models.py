"""Whom to remind, to call, to summon."""
