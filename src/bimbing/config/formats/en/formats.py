"""Dates as the office writes them, in English too: 10 Mar 2026, 10-03-2026; no thousands separator in addresses or JSON."""

DATE_FORMAT = "j M Y"
SHORT_DATE_FORMAT = "d-m-Y"
DATETIME_FORMAT = "j M Y H.i"
TIME_FORMAT = "H.i"
DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
