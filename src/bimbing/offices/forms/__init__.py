"""Input about the office and its people, checked; nothing is saved here."""
