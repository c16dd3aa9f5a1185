"""Letters of the desk on paper: plain facts in, a PDF out. No database, no clock, no request."""
