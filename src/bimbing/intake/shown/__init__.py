"""What the pages of intake say: codes as words, rows and columns as lines to read, nothing written and nothing decided."""
