"""Writes of backups: make, check, copy, rehearse, prune, restore."""

from bimbing.backup.actions.before_update import kept_before_update
from bimbing.backup.actions.drill import drill
from bimbing.backup.actions.hourly import ask_for_backup, make_if_due
from bimbing.backup.actions.make import check, make_backup, prune
from bimbing.backup.actions.restore import restore
from bimbing.backup.actions.taken import took_away

__all__ = [
    "ask_for_backup",
    "check",
    "drill",
    "kept_before_update",
    "make_backup",
    "make_if_due",
    "prune",
    "restore",
    "took_away",
]
