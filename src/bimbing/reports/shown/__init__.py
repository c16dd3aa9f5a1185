"""What the reports say: codes as words, cells as figures with a door."""
