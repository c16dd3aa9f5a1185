"""Every setting of an office with its default and its place, read from the code: the reference page is made of this.

A setting is a fact that law or practice leaves open, so that an officer can answer it without a programmer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bimbing.offices.models import DateRule, DutyRule, Office, Signatory
from bimbing.offices.permissions import RIGHTS, Role
from bimbing.rules.offences import OFFENCES
from bimbing.rules.programmes import PROGRAMMES
from bimbing.supervision.models_rules import PhaseRule
from bimbing.supervision.queries.columns import BOOK


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `where`: the page; empty where it is a constant. `since`: from when a change holds.

    `source`: what the default stands on; "practice" where no text was found and an officer should confirm it.
    """

    question: str
    name: str
    default: str
    where: str
    since: str
    source: str


DAY, ONCE, NEVER = "a coming day", "at once", "not changeable"
START = "guidances that begin on or after a day"


def settings() -> Sequence[Setting]:
    """All of them, by what they are about."""
    office, duty, dates, phase = _of(Office), _of(DutyRule), _of(DateRule), _of(PhaseRule)
    programmes, page = "/pengaturan/program/", "/pengaturan/tanggal/"
    return (
        Setting("Last day of guidance: the anniversary or the day before", "DateRule.end_offset_days",
                dates("end_offset_days"), page, START, "published cases of PB and CB"),
        Setting("Days of a month when a fraction is taken", "DateRule.fraction_month_days",
                dates("fraction_month_days"), page, START, "practice"),
        Setting("Rounding of a part of a day", "DateRule.fraction_rounding",
                dates("fraction_rounding"), page, START, "practice"),
        Setting("End of a child's PB", "DateRule.child_parole", dates("child_parole"), page, START,
                "open; UU 11/2012 art. 81, KUHP 1/2023 art. 72"),
        Setting("Longest CB and CMB, in months", "DateRule.leave_months", dates("leave_months"), page, START,
                "Permenkumham 3/2018"),
        Setting("Tolerated difference between decision and calculation, in days", "Office.date_tolerance_days",
                office("date_tolerance_days"), "/pengaturan/kantor/", ONCE, "practice"),
        Setting("Detention in another case moves the end", "Supervision.end_date", "by hand, with a reason",
                "the client's file", ONCE, "KUHP 1/2023 art. 72"),
        Setting("Programmes, their order, books and end rule", "Programme, OfficeProgramme",
                f"{len(PROGRAMMES)} programmes", programmes, ONCE, "daily report of a Kanwil"),
        Setting("Interval of a programme", "ProgrammeRule.interval", _intervals(), programmes, DAY, "practice"),
        Setting("Programmes that count as active", "ProgrammeRule.counts_as_active", _not_active(), programmes, DAY,
                "practice"),
        Setting("Interval of a phase", "PhaseRule.*_interval", "as the programme", "/pengaturan/tahap/", DAY,
                "practice"),
        Setting("Boundaries of the phases, in per cent of the days", "PhaseRule.first_percent, second_percent",
                f"{phase('first_percent')}, {phase('second_percent')}", "/pengaturan/tahap/", DAY,
                "practice; PP 31/1999 art. 31–35 gives none"),
        Setting("Model of the duty", "DutyRule.duty_model", duty("duty_model"), "/pengaturan/kewajiban/", DAY,
                "practice (absen setiap bulan)"),
        Setting("Days of grace", "DutyRule.grace_days", duty("grace_days"), "/pengaturan/kewajiban/", DAY,
                "practice"),
        Setting("Shortest last period that is owed, in days", "DutyRule.min_last_period_days",
                duty("min_last_period_days"), "/pengaturan/kewajiban/", DAY, "practice"),
        Setting("A home visit counts as a report", "DutyRule.home_visit_satisfies", duty("home_visit_satisfies"),
                "/pengaturan/kewajiban/", DAY, "practice"),
        Setting("A report through the guarantor counts", "DutyRule.stand_in_satisfies", duty("stand_in_satisfies"),
                "/pengaturan/kewajiban/", DAY, "practice"),
        Setting("An online report counts", "rules.duty_facts.DutySettings.satisfying", "yes", "", NEVER, "practice"),
        Setting("Misses in a row that warn, that alarm", "Office.orange_misses, red_misses",
                f"{office('orange_misses')}, {office('red_misses')}", "/pengaturan/kantor/", ONCE,
                "Permenkumham 3/2018 (three in a row)"),
        Setting("Misses are counted in due periods", "rules.duty", "due periods", "", NEVER, "Permenkumham 3/2018"),
        Setting("Form of a register number", "Office.register_template", office("register_template"),
                "/pengaturan/kantor/", ONCE, "practice"),
        Setting("Column order of the register book", "supervision.queries.columns.BOOK",
                f"{len(BOOK)} columns, {BOOK[0]} … {BOOK[-1]}", "/klien/ (columns of one's own list)", ONCE,
                "three offices' books; the standard of 2015 was not read"),
        Setting("What the card shows", "Office.card_profile", office("card_profile"), "/pengaturan/kantor/", ONCE,
                "practice; UU 27/2022"),
        Setting("Letterhead", "Office.letterhead", "empty", "/pengaturan/kantor/", ONCE, "letterheads in use"),
        Setting("Who signs: Kepala, Plt., Plh.", "Signatory", str(_of(Signatory)("standing")),
                "/pengaturan/penanda-tangan/", "a day, at most a month back", "practice"),
        Setting("Names of the sections", "Office.adult_section_name, juvenile_section_name",
                f"{office('adult_section_name')}, {office('juvenile_section_name')}", "/pengaturan/kantor/", ONCE,
                "practice"),
        Setting("Kinds of offence", "OffenceCategory, OfficeOffence", f"{len(OFFENCES)} kinds",
                "/pengaturan/kejahatan/", ONCE, "list of the correctional database"),
        Setting("What an article means", "ArticleHint", "as the rules know it", "/pengaturan/kejahatan/", ONCE,
                "KUHP old and new, special laws"),
        Setting("Ages at which a child's file asks", "Office.juvenile_prompts", office("juvenile_prompts"),
                "/pengaturan/kantor/", ONCE, "UU 11/2012; practice"),
        Setting("Officers see their section or their own clients", "Office.officers_see_section",
                office("officers_see_section"), "/pengaturan/kantor/", ONCE, "practice"),
        Setting("What an officer may do", "offices.permissions.RIGHTS", f"{len(RIGHTS[Role.OFFICER])} rights",
                "/pengaturan/hak/ (to read)", NEVER, "practice"),
        Setting("Days a visit may be entered late", "Office.backdate_days", office("backdate_days"),
                "/pengaturan/kantor/", ONCE, "practice"),
        Setting("Days off", "Holiday", "national days and joint leave", "/pengaturan/libur/", ONCE,
                "SKB 3 Menteri"),
        Setting("Posts", "Outpost", "none", "/pengaturan/pos/", ONCE, "practice"),
    )  # fmt: skip


#: What belongs to work that is not built yet; it has no setting and no default in the code.
NOT_YET: Sequence[tuple[str, str]] = (
    ("Letter ladder and its gaps", "escalation"),
    ("Tables and age bands of the reports", "report_templates"),
    ("Channel of reminders", "reminder_channel"),
    ("Retention", "retention; nothing is ever deleted"),
    ("Ranks of staff (JFT)", "ranks"),
    ("Hours log of community service with its monthly letter", "programme.KERJA_SOSIAL"),
)


def _of(model: Any) -> Any:
    """The default of a column of a table, as text."""

    empty = model()

    def default(name: str) -> str:
        value = getattr(empty, name)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(getattr(value, "value", value))

    return default


def _intervals() -> str:
    others = {code: facts.interval for code, facts in PROGRAMMES.items() if facts.interval != "bulanan"}
    return "bulanan; " + ", ".join(f"{code} {interval}" for code, interval in others.items())


def _not_active() -> str:
    return "all but " + ", ".join(code for code, facts in PROGRAMMES.items() if not facts.counts_in_active)
