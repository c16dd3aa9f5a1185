"""Writes of the reports: a month is kept as it was counted."""

from bimbing.reports.actions.keeping import keep_last_month as keep_last_month
from bimbing.reports.actions.keeping import keep_month as keep_month
