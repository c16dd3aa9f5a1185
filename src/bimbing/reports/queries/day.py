"""What the daily report needs of one day."""

from datetime import date

from bimbing.offices.models import Office, Signatory, Staff
from bimbing.offices.permissions import Role
from bimbing.reports.queries.book import Span, book_of, counted_by
from bimbing.rules.day_report import DayWords, day_text
from bimbing.rules.offences import OFFENCES, SpecialGroup
from bimbing.rules.programmes import ProgrammeGroup
from bimbing.supervision.models import Programme

_SPECIAL = {
    "XIII. TERORIS": SpecialGroup.TERORIS,
    "XIV. NARKOTIKA": SpecialGroup.NARKOTIKA,
    "TIPIKOR": SpecialGroup.TIPIKOR,
}


def day_report(staff: Staff, day: date) -> str:
    """The daily report of what `staff` may count, as of a day. Seven statements."""
    held = book_of(counted_by(staff), Span(day, day, day), reporting=False)
    return day_text(held, _words(staff.office, day))


def _words(office: Office, day: date) -> DayWords:
    people = (
        Staff.objects.of_office(office.pk).filter(is_active=True).order_by().values_list("role", flat=True)
    )
    roles = list(people)
    families = (ProgrammeGroup.ASIMILASI, ProgrammeGroup.INTEGRASI)
    integration = (
        Programme.objects.known_to(office.pk).filter(group__in=families).values_list("code", "label")
    )
    signs = Signatory.objects.filter(office=office, valid_from__lte=day).order_by("-valid_from").first()
    return DayWords(
        office=office.short_name,
        day=day,
        officers=roles.count(Role.OFFICER),
        assistants=roles.count(Role.ASSISTANT),
        integration=dict(integration),
        special={
            name: [key.value for key, facts in OFFENCES.items() if facts.group is group]
            for name, group in _SPECIAL.items()
        },
        head=f"{signs.get_standing_display()}, {signs.full_name}" if signs else "",
    )
