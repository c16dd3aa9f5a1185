"""Addresses of the reports."""

from datetime import date

from django.urls import path, register_converter

from bimbing.reports.views import daily, month


class MonthConverter:
    """`2026/10` in an address, as the first day of the month; an impossible month is no address."""

    regex = "[0-9]{4}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        year, number = value.split("/")
        if not 1950 <= int(year) <= 2150:
            raise ValueError(value)
        return date(int(year), int(number), 1)

    def to_url(self, value: date) -> str:
        return f"{value:%Y/%m}"


register_converter(MonthConverter, "month")

#: `<day:day>` is the converter of the attendance's addresses.
urlpatterns = [
    path("", month.present, name="reports"),
    path("harian/<day:day>/", daily.daily, name="report_day"),
    path("<month:first>/", month.month, name="report_month"),
    path("<month:first>/nama/", month.names, name="report_names"),
    path("<month:first>/unduh/", month.export, name="report_export"),
]
