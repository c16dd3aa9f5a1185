"""Tests mirror src/bimbing; journeys/ go through a real browser, architecture/ holds the house together."""
