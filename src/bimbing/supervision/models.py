"""Case and supervision: what a court or a minister decided, and the guidance that follows from it.

A person has cases, a case has supervisions (programmes, one after another). The office works with supervisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bimbing.clients.models import Client
from bimbing.offices.models import Office, Section, Staff
from bimbing.offices.permissions import Role
from bimbing.rules.duty import Interval, ReportState
from bimbing.rules.phases import Phase
from bimbing.rules.programmes import EndRule
from bimbing.rules.status import RevocationGround, Status
from bimbing.supervision.models_cases import CaseOffence as CaseOffence
from bimbing.supervision.models_cases import CaseWords
from bimbing.supervision.models_groups import ListColumns as ListColumns
from bimbing.supervision.models_groups import SavedGroup as SavedGroup
from bimbing.supervision.models_handing import Cover as Cover
from bimbing.supervision.models_handing import HandOver as HandOver
from bimbing.supervision.models_handing import HandOverItem as HandOverItem
from bimbing.supervision.models_tallies import EndingTally as EndingTally
from bimbing.supervision.models_tallies import Tally as Tally
from bimbing.supervision.models_tallies import TallyChange as TallyChange

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

STATUS_LABELS = {
    Status.AKTIF: _("Active"),
    Status.DITAHAN: _("Detained in another case"),
    Status.CABUT_SEMENTARA: _("Provisionally revoked"),
    Status.DICABUT: _("Revoked"),
    Status.BERAKHIR: _("Ended"),
    Status.DILIMPAHKAN: _("Transferred to another office"),
    Status.MENINGGAL: _("Died"),
    Status.BATAL: _("Entered in error"),
}
REPORT_STATE_LABELS = {
    ReportState.REPORTED: _("Reported"),
    ReportState.NOT_YET: _("Not yet reported"),
    ReportState.EXCUSED: _("Excused"),
    ReportState.SUSPENDED: _("Duty suspended"),
    ReportState.NONE: _("No duty"),
}
INTERVAL_LABELS = {
    Interval.MINGGUAN: _("weekly"),
    Interval.DUA_MINGGUAN: _("every two weeks"),
    Interval.BULANAN: _("monthly"),
    Interval.DUA_BULANAN: _("every two months"),
    Interval.TIGA_BULANAN: _("every three months"),
    Interval.KHUSUS: _("on listed dates"),
    Interval.TIDAK_ADA: _("none"),
}
PHASE_LABELS = {
    Phase.AWAL: _("First phase"),
    Phase.LANJUTAN: _("Second phase"),
    Phase.AKHIR: _("Last phase"),
}
END_RULE_LABELS = {
    EndRule.EXPIRY_PLUS_YEAR: _("end of the sentence and one year"),
    EndRule.EXPIRY: _("end of the sentence"),
    EndRule.FRACTION_DATE: _("two thirds of the sentence"),
    EndRule.START_PLUS_PERIOD: _("start and the period of the verdict"),
    EndRule.TWO_DAYS: _("two days after the start"),
    EndRule.HOURS: _("when the hours are worked"),
    EndRule.DOCUMENT: _("as the decision says"),
}
GROUND_LABELS = {
    RevocationGround.PIDANA_BARU: _("New offence"),
    RevocationGround.MERESAHKAN: _("Causes unrest in society"),
    RevocationGround.TIDAK_LAPOR_3X: _("Did not report three times in a row"),
    RevocationGround.PINDAH_TANPA_LAPOR: _("Moved without telling"),
    RevocationGround.TIDAK_IKUT_PROGRAM: _("Does not follow the programme"),
}


class ForOffice(models.Manager[Any]):
    """Rows of the nation and of single offices, asked for by an office."""

    def known_to(self, office_id: int) -> models.QuerySet[Any]:
        """What the nation has, and what this office added."""
        return self.filter(Q(office__isnull=True) | Q(office_id=office_id))


class Programme(models.Model):
    """A kind of guidance (PB, CB, …). Rows, not code: law and practice change, an office may add its own.

    What an office answers otherwise stands over the row: `OfficeProgramme`, and from a day on `ProgrammeRule`.
    """

    code = models.CharField(max_length=24, primary_key=True)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    group = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=100)  # order of the Kanwil's daily report
    interval = models.CharField(max_length=14, choices=INTERVAL_LABELS.items(), default=Interval.BULANAN)
    counts_as_active = models.BooleanField(default=True)
    sections = models.CharField(max_length=7, default="BKD,BKA")  # the books that may register it
    end_rule = models.CharField(max_length=20, choices=END_RULE_LABELS.items(), default=EndRule.DOCUMENT)

    objects = ForOffice()

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.label


class OffenceCategory(models.Model):
    """A kind of offence, as the national system lists them; the articles stay free text beside it."""

    code = models.CharField(max_length=24, primary_key=True)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=100)

    objects = ForOffice()

    class Meta:
        ordering = ("position", "label")

    def __str__(self) -> str:
        return self.label


class Case(CaseWords, models.Model):
    """One verdict: offence, sentence, the prison it was served in. Durations are years, months, days as decided.

    `offence`, `offence_text` and `articles` repeat the primary of its offences (`CaseOffence`), which is what lists
    show and count by; `supervision.actions` writes both in one transaction and `bimbing prove` compares them.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=3, choices=Section, default=Section.ADULT)
    offence = models.ForeignKey(
        OffenceCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offence_text = models.CharField(max_length=200, blank=True)
    articles = models.CharField(max_length=200, blank=True)
    verdict_no = models.CharField(max_length=120, blank=True)
    verdict_date = models.DateField(null=True, blank=True)
    court = models.CharField(max_length=120, blank=True)
    sentence_years = models.PositiveSmallIntegerField(default=0)
    sentence_months = models.PositiveSmallIntegerField(default=0)
    sentence_days = models.PositiveSmallIntegerField(default=0)
    life_sentence = models.BooleanField(default=False)
    subsidiary = models.CharField(max_length=80, blank=True)
    detained_on = models.DateField(null=True, blank=True)
    remission_months = models.PositiveSmallIntegerField(default=0)
    remission_days = models.PositiveSmallIntegerField(default=0)
    two_thirds_date = models.DateField(null=True, blank=True)
    sentence_expiry_date = models.DateField(null=True, blank=True)
    origin_facility = models.CharField(max_length=120, blank=True)
    prior_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.offence_id or '-'} {self.articles}".strip()


def covered_by(staff: Staff, day: date) -> models.QuerySet[Cover, Any]:
    """The officers for whom somebody stands in on a day, as a subquery. Nobody stands in for whom those stand in for."""
    covers = Cover.objects.filter(substitute_id=staff.pk, since__lte=day, until__gte=day)
    return covers.order_by().values("absent_id")


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    def visible_to(self, staff: Staff) -> Self:
        """What this member of staff may see, in SQL: his office, then his section, then his caseload."""
        rows = self.filter(office_id=staff.office_id)
        if staff.role in (Role.ADMIN, Role.OVERSEER):
            return rows.none()  # one runs the system, one counts: neither reads files
        if staff.section:
            rows = rows.filter(section=staff.section)
        if staff.sees_whole_office or staff.role == Role.SECTION_HEAD:
            return rows
        if staff.office.officers_see_section:
            return rows
        if staff.works_on is None:
            return rows.filter(officer_id=staff.pk)
        # One IN and no OR, so that the caseload is still found by its index.
        own = Staff.objects.filter(pk=staff.pk).order_by().values("pk")
        return rows.filter(officer_id__in=own.union(covered_by(staff, staff.works_on), all=True))

    def present_first(self) -> Self:
        """The running guidance first, then the latest: where one of a client's guidances must be chosen."""
        return self.order_by("-is_active", "-start_date", "-pk")

    def active(self) -> Self:
        # `IN (true)`: a bare boolean column is no comparison, and SQLite's planner then passes the indexes by.
        return self.filter(is_active__in=[True])


class Supervision(models.Model):
    """One period of guidance: programme, decision, officer, start, end, status. A row of the office's register.

    The last block are sums of facts that stand elsewhere, kept in the transaction of the fact so that a list of
    a million rows is instant. `bimbing prove` recomputes every one of them and reports any difference.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=3, choices=Section, default=Section.ADULT)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    register_no = models.CharField(max_length=60, blank=True)
    register_key = models.CharField(max_length=60, blank=True, editable=False)  # upper case, without spaces
    received_on = models.DateField(null=True, blank=True)
    decision_no = models.CharField(max_length=120, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    officer = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    interval = models.CharField(
        max_length=14, choices=INTERVAL_LABELS.items(), blank=True
    )  # empty: the programme's
    report_day = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # day of the month; empty: of the start date
    special_dates = models.JSONField(default=list, blank=True)  # ISO dates, for the interval "khusus"
    counted_from = models.DateField(null=True, blank=True)  # from here on the record of visits is complete
    hours_ordered = models.PositiveSmallIntegerField(null=True, blank=True)  # community service only
    status = models.CharField(max_length=16, choices=STATUS_LABELS.items(), default=Status.AKTIF)
    closing_no = models.CharField(max_length=120, blank=True)
    closing_date = models.DateField(null=True, blank=True)
    remarks = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    # sums of facts
    is_active = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    name_key = models.CharField(max_length=160)
    offence_code = models.CharField(max_length=24, blank=True)
    district = models.CharField(max_length=60, blank=True)
    regency = models.CharField(max_length=60, blank=True)
    has_phone = models.BooleanField(default=False)
    has_card = models.BooleanField(default=False)
    last_visit_on = models.DateField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    missed_run = models.PositiveSmallIntegerField(default=0)
    missed_total = models.PositiveSmallIntegerField(default=0)
    due_total = models.PositiveSmallIntegerField(default=0)
    met_total = models.PositiveSmallIntegerField(default=0)
    report_state = models.CharField(
        max_length=10, choices=REPORT_STATE_LABELS.items(), default=ReportState.NONE
    )
    phase = models.CharField(max_length=8, choices=PHASE_LABELS.items(), blank=True)  # empty: none recorded
    standing_until = models.DateField(null=True, blank=True)  # the standing is true through this day

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ("name_key", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="supervision_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("office", "section", "register_key"),
                condition=~Q(register_key="") & ~Q(status="batal"),
                name="a_register_number_once_a_section",
            ),
        ]
        indexes = [
            models.Index(fields=("office", "name_key", "id"), name="supervision_by_name"),
            models.Index(fields=("office", "officer", "name_key", "id"), name="supervision_by_officer"),
            models.Index(fields=("office", "is_active", "next_due_on"), name="supervision_due"),
            models.Index(fields=("office", "is_active", "missed_run"), name="supervision_missed"),
            models.Index(fields=("office", "end_date"), name="supervision_end"),
            models.Index(
                fields=("standing_until",),
                name="supervision_stale",
                condition=Q(standing_until__isnull=False),
            ),
            models.Index(fields=("client",), name="supervision_client"),
            # What is past its end depends on the day: a region counts it from this index alone.
            models.Index(
                fields=(
                    "end_date",
                    "office",
                    "section",
                    "programme",
                    "offence_code",
                    "report_state",
                    "missed_run",
                ),
                name="supervision_past",
                condition=Q(status="aktif"),
            ),
        ]

    def __str__(self) -> str:
        return self.register_no or f"#{self.pk}"


class StatusEvent(models.Model):
    """A change of status with its day and its paper. The history from which past days are counted."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="status_events")
    status = models.CharField(max_length=16, choices=STATUS_LABELS.items())
    on = models.DateField()
    until = models.DateField(null=True, blank=True)  # last day of a detention; while it lasts: as expected
    document_no = models.CharField(max_length=120, blank=True)
    document_date = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=24, choices=GROUND_LABELS.items(), blank=True)
    target = models.CharField(max_length=120, blank=True)  # the office transferred to
    request_on = models.DateField(null=True, blank=True)  # transfer: the client's request
    statement_on = models.DateField(null=True, blank=True)  # transfer: the guarantor's statement over there
    prosecuted_on = models.DateField(null=True, blank=True)  # revocation: KUHP (UU 1/2023) art. 73
    reason = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.on:%d-%m-%Y} {self.status}"


class RegisterCounter(models.Model):
    """The last number drawn in a book of the register: one book an office, a section and a year."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=3, choices=Section)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("office", "section", "year"), name="one_register_book_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.year}: {self.last}"


class Assignment(models.Model):
    """Who guided the client from when to when. A hand-over closes one and opens the next; history stays."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="assignments")
    officer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    batch = models.ForeignKey(HandOver, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("since", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("supervision",), condition=Q(until__isnull=True), name="one_officer_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.since:%d-%m-%Y}"


class Note(models.Model):
    """What an officer writes about a client: material, advice, what was agreed. Read by those with SEE_NOTES."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)  # the same form sent twice is one note

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on:%d-%m-%Y}"


# What an office says over these rows, and what the panel decided: read there, but tables of this app.
from bimbing.supervision import models_rules as models_rules  # noqa: E402
