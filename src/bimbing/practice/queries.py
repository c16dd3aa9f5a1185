"""The sign-ins of a practice office, as they were written down when it was made."""

import json
from pathlib import Path

FILE = "masuk-latihan.json"


def practice_sign_ins(data: Path) -> list[tuple[str, str, str]]:
    """(user name, password, who he is) of everybody who can sign in; empty where no practice office was made."""
    try:
        rows = json.loads((data / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [(user, password, who) for user, password, who in rows]
