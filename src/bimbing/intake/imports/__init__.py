"""How a spreadsheet becomes clients: read a file, find its tables, understand its cells. No database, no screen."""
