"""The console script `bimbing`: Django's command line for this project, with sentences where Django has a traceback."""

import os
import sys

NOT_SET_UP = "Basis data belum disiapkan. Jalankan dahulu:  python3 start.py --setup-only"
WRONG_KEY = (
    "Berkas data tidak dapat dibuka: kunci di kunci-data.txt bukan kunci berkas ini. "
    "Kembalikan kunci-data.txt yang lama, atau tulis kunci pemulihan dari kertas ke dalamnya."
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bimbing.config.settings")
    from django.core.management import execute_from_command_line  # settings must be named first
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        sentence = explain(str(error))
        if sentence is None:
            raise
        sys.exit(sentence)


def explain(error: str) -> str | None:
    """What a person can do about a fault of the database; None where only a developer can."""
    if "file is not a database" in error:
        return WRONG_KEY
    if "no such table" in error or ("relation" in error and "does not exist" in error):
        return NOT_SET_UP
    return None


if __name__ == "__main__":
    main()
