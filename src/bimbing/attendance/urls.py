"""Addresses of the desk, the day and the missed list."""

from datetime import date

from django.urls import path, register_converter

from bimbing.attendance.views import day, desk, missed


class DayConverter:
    """`2026-11-24` in an address; an impossible day is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if not 1950 <= day.year <= 2150:
            raise ValueError(value)
        return day

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("", desk.attendance_desk, name="attendance_desk"),
    path("catat/", desk.record, name="record_visit"),
    path("huruf/", desk.text_size, name="desk_text_size"),
    path("terlewat/", missed.missed, name="missed"),
    path("hari/<day:day>/", day.attendance_day, name="attendance_day"),
    path("terlewat/<int:supervision_id>/izin/", missed.excuse_client, name="excuse_client"),
    path("<int:visit_id>/urungkan/", desk.undo, name="undo_visit"),
    path("<int:visit_id>/batalkan/", desk.void, name="void_visit"),
]
