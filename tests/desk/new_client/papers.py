"""The papers of one client, and what the door says to them."""

from typing import Any

from django.test import Client as Browser

ADDRESS, CHECK = "/klien/baru/", "/klien/baru/periksa/"
NINE = {
    "decision_no": "PAS-123.PK.05.09 TAHUN 2026",
    "decision_date": "2 maret 2026",
    "full_name": "MOH. ARIF als ARIP bin MA'RUF",
    "birth": "Bojonegoro, 10-5-1990",
    "sex": "L",
    "programme": "PB",
    "section": "BKD",
    "start_date": "10/3/26",
    "end_date": "10-03-2028",
}


def save(door: Browser, papers: dict[str, str], **more: str) -> Any:
    return door.post(ADDRESS, papers | more)


def said(door: Browser, papers: dict[str, str], **more: str) -> str:
    answer = door.post(CHECK, papers | more)
    assert answer.status_code == 200
    return answer.content.decode()


def refused(answer: Any) -> set[str]:
    assert answer.status_code == 422
    return set(answer.context["form"].errors)
