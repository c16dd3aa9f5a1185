"""The pages of refusal work without session and database: pytest lets none of these tests reach one."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation

from bimbing.ui import errors

PAGES = [
    (errors.bad_request, 400),
    (errors.forbidden, 403),
    (errors.not_found, 404),
    (errors.server_error, 500),
]


@pytest.mark.parametrize(("view", "code"), PAGES)
def test_a_refusal_is_a_whole_page_with_its_code_and_a_way_out(view: Any, code: int) -> None:
    answer = view(RequestFactory().get("/apa/saja/"))
    page = answer.content.decode()
    assert answer.status_code == code
    assert f"Kode {code}" in page
    assert '<a class="btn btn-primary" href="/">' in page
    assert "/apa/saja/" not in page


@pytest.mark.parametrize("view", [view for view, _ in PAGES])
def test_a_refusal_has_no_inline_script_or_style(view: Any) -> None:
    page = view(RequestFactory().get("/")).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def test_a_refusal_is_said_in_english_too() -> None:
    with translation.override("en"):
        page = errors.not_found(RequestFactory().get("/")).content.decode()
    assert "<h1>Nothing at this address</h1>" in page
