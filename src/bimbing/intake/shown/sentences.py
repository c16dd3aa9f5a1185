"""Every code of intake in words: what is wrong with a file or a cell, and what to do about it.

A sentence may name the parameters of its issue (`%(raw)s`); one that is missing reads as empty.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.intake.queries.answered import is_open
from bimbing.intake.shown.look_alike_words import reasons_said
from bimbing.rules.dates import short_date

Words = Promise | str


class Sentence(NamedTuple):
    """What is wrong, and what to do."""

    problem: Words
    advice: Words


#: Why a file is not taken at all.
FILE_PROBLEMS: Mapping[str, Words] = MappingProxyType(
    {
        "problem": _("The file cannot be read."),
        "wrong_type": _("This is no spreadsheet. Bring an Excel, LibreOffice or CSV file."),
        "empty": _("No client was found in the file: every sheet is empty, or holds no table of names."),
        "too_large": _(
            "The file is too large, or swells too much when it is opened (limit %(limit_mb)s MB)."
        ),
        "encrypted": _("The file has a password. Save it in Excel without one and bring it in again."),
        "damaged": _(
            "The file is damaged. Open it in Excel, save it under a new name and bring that one in."
        ),
        "took_too_long": _("Reading the file took too long. Split it, or remove pictures and unused sheets."),
        "missing": _("Choose a file first."),
        "not_found": _("There is no such file: %(path)s"),
    }
)

_SHEET = _("Correct it in the sheet and bring the file in again, or in the client's file.")
_NOTHING = _("Nothing to do.")
_CHECK = _("Compare it with the papers.")
_FILL = _("The field stays empty. Fill it in the client's file when the papers say.")

SENTENCES: Mapping[str, Sentence] = MappingProxyType(
    {
        # any cell
        "formula_error": Sentence(_("The formula failed: %(raw)s."), _SHEET),
        "unreadable": Sentence(_("“%(raw)s” cannot be read."), _FILL),
        "unsure_mark": Sentence(_("“%(raw)s” carries a question mark."), _CHECK),
        "extra_text": Sentence(_("Besides the value there is more text: “%(raw)s”."), _CHECK),
        "ditto": Sentence(_("“%(raw)s” says as above. Bimbing does not copy it unasked."), _FILL),
        # dates
        "date_impossible": Sentence(_("“%(raw)s” is no day of the calendar."), _FILL),
        "date_unreadable": Sentence(_("“%(raw)s” cannot be read as a date."), _FILL),
        "date_year_only": Sentence(_("Only the year is written: “%(raw)s”."), _FILL),
        "date_month_only": Sentence(_("Only month and year are written: “%(raw)s”."), _FILL),
        "date_no_year": Sentence(_("The year is missing: “%(raw)s”."), _FILL),
        "date_open_end": Sentence(_("“%(raw)s” leaves the end open."), _CHECK),
        "date_open_start": Sentence(_("“%(raw)s” leaves the start open."), _CHECK),
        "date_two": Sentence(_("Two dates in one cell: “%(raw)s”."), _CHECK),
        "date_serial": Sentence(_("The date stood there as a number of Excel and was converted."), _NOTHING),
        "date_digits_only": Sentence(_("“%(raw)s” has no separators."), _CHECK),
        "date_swapped_possible": Sentence(_("Day and month may be exchanged: “%(raw)s”."), _CHECK),
        "date_exchanged": Sentence(
            _("An English Excel exchanged day and month; taken as %(suggest)s."),
            _("Compare one date with its paper."),
        ),
        "date_month_misspelt": Sentence(_("The month is misspelt: “%(raw)s”."), _NOTHING),
        "date_weekday_differs": Sentence(_("The weekday does not fit the date: “%(raw)s”."), _CHECK),
        "year_mistyped": Sentence(_("The year is mistyped: “%(raw)s”."), _FILL),
        "birth_century": Sentence(_("The birth year has two figures; the century was inferred."), _CHECK),
        "birth_in_future": Sentence(_("The birth date lies in the future: “%(raw)s”."), _FILL),
        "birth_implausible": Sentence(_("The birth date is hardly possible: “%(raw)s”."), _CHECK),
        "age_instead_of_birth": Sentence(_("Only an age is written: “%(raw)s”."), _FILL),
        "end_before_start": Sentence(
            _("The guidance would end (%(end)s) before it starts (%(start)s)."),
            _("The end date is left out. Fill it in the client's file."),
        ),
        # NIK
        "nik_scientific": Sentence(_("Excel turned the NIK into a rounded number: %(raw)s."), _FILL),
        "nik_number": Sentence(_("The NIK is stored as a number; Excel keeps fifteen figures only."), _FILL),
        "nik_length": Sentence(_("The NIK does not have sixteen figures: “%(raw)s”."), _FILL),
        "nik_dummy": Sentence(_("“%(raw)s” is a filler, no NIK."), _FILL),
        "nik_masked": Sentence(_("The NIK is masked: “%(raw)s”."), _FILL),
        "nik_letters": Sentence(_("There are letters in the NIK: “%(raw)s”."), _FILL),
        "nik_day": Sentence(_("The day of birth inside the NIK is impossible."), _CHECK),
        "nik_month": Sentence(_("The month of birth inside the NIK is impossible."), _CHECK),
        "nik_region": Sentence(_("The NIK begins with an unknown province."), _CHECK),
        "nik_serial": Sentence(_("The serial number of the NIK is 0000."), _CHECK),
        "nik_of_other": Sentence(
            _("The register knows this NIK (%(nik)s) under another name and birth date."),
            _("Entered as another person. Correct the NIK of one of the two."),
        ),
        # telephones
        "phone_short": Sentence(_("The telephone number is too short: “%(raw)s”."), _FILL),
        "phone_long": Sentence(_("The telephone number is too long: “%(raw)s”."), _FILL),
        "phone_unsure": Sentence(_("The telephone number is not certain: “%(raw)s”."), _FILL),
        "phone_scientific": Sentence(_("Excel rounded the telephone number: %(raw)s."), _FILL),
        "phone_lost_zero": Sentence(_("Excel ate the leading zero; it was put back."), _NOTHING),
        # sentences and hours
        "sentence_decimal": Sentence(_("“%(raw)s” can mean a fraction or years and months."), _FILL),
        "sentence_unclear": Sentence(_("The sentence cannot be read: “%(raw)s”."), _FILL),
        "hours_unclear": Sentence(_("The hours cannot be read: “%(raw)s”."), _FILL),
        "hours_out_of_range": Sentence(_("The hours lie outside what the law allows: “%(raw)s”."), _CHECK),
        # programme, status, sex
        "programme_unclear": Sentence(_("“%(raw)s” names no programme of its own."), _FILL),
        "programme_two": Sentence(_("Two programmes in one cell: “%(raw)s”."), _FILL),
        "status_unclear": Sentence(
            _("“%(raw)s” does not decide the status."),
            _("Entered as active. Change it in the client's file."),
        ),
        "status_in_name": Sentence(_("The status stands behind the name."), _NOTHING),
        "status_in_remark": Sentence(_("The status stands in the remarks: “%(text)s”."), _NOTHING),
        "status_in_colour": Sentence(
            _("The colour of the row tells the status, as the legend says."), _NOTHING
        ),
        "colour_unexplained": Sentence(_("The row is coloured and no legend says why."), _CHECK),
        "status_refused": Sentence(
            _("The status does not lead from %(old)s to %(new)s."),
            _("It stays as it was. Change it in the client's file."),
        ),
        "sex_p_ambiguous": Sentence(_("P in a column of P and W: man or woman?"), _FILL),
        "sex_unclear": Sentence(_("“%(raw)s” does not tell the sex."), _FILL),
        "two_ticks": Sentence(_("Two columns are ticked where one belongs."), _FILL),
        # people
        "name_missing": Sentence(
            _("The row has no name."), _("Not brought in. Write the name and bring the file in again.")
        ),
        "no_name": Sentence(
            _("No name can be read in this row."),
            _("Not brought in. Write the name and bring the file in again."),
        ),
        "name_title": Sentence(_("A title was taken off the name."), _NOTHING),
        "name_mark": Sentence(_("A remark stood in the name: “%(raw)s”."), _NOTHING),
        "name_digits": Sentence(_("There are figures in the name: “%(raw)s”."), _CHECK),
        "name_unclear": Sentence(_("The name cannot be read with certainty: “%(raw)s”."), _CHECK),
        "name_two": Sentence(_("Two names in one cell: “%(raw)s”."), _CHECK),
        "name_spelled_otherwise": Sentence(_("The attendance sheet spells the name “%(name)s”."), _CHECK),
        "only_in_attendance": Sentence(
            _("The client stands in the attendance sheet only."), _("Complete the file, or discard the row.")
        ),
        "name_alone": Sentence(
            _("The row holds a name only, and the register knows somebody of that name."),
            _("Not brought in. Add NIK, birth date or register number and bring the file in again."),
        ),
        "namesake_known": Sentence(
            _("The register knows somebody of the same name, and the row does not tell them apart."),
            _("Entered as another person. If it is the same, correct one of the two files."),
        ),
        "namesake_in_file": Sentence(
            _("Row %(row)s of %(sheet)s has the same name, and nothing tells the two apart."),
            _("Entered as two persons. Add NIK or birth date if they are one."),
        ),
        "several_known": Sentence(
            _("Several persons in the register fit this row."),
            _("Entered as another person. Look at the namesakes."),
        ),
        "looks_like_known": Sentence(
            _("Perhaps somebody of the register: %(reasons)s."),
            _("Entered as another person unless you say who it is: “Compare”, above."),
        ),
        "looks_like_in_file": Sentence(
            _("Perhaps the person of row %(row)s of %(sheet)s: %(reasons)s."),
            _("Entered as two persons unless you say who it is: “Compare”, above."),
        ),
        "second_guidance": Sentence(
            _("One person, two guidances: before it %(programme)s from %(start)s."),
            _("If they are two persons, part them: “Compare”, above."),
        ),
        "skipped_by_person": Sentence(_("Somebody of the office said not to enter this row."), _NOTHING),
        "officer_two": Sentence(
            _("Two officers in one cell: “%(raw)s”."), _("Assign the officer in the client's file.")
        ),
        "officer_moved": Sentence(
            _("The client seems to have been handed over: “%(raw)s”."),
            _("Assign the officer in the client's file."),
        ),
        "officer_unclear": Sentence(
            _("“%(raw)s” does not tell the officer."), _("Assign the officer in the client's file.")
        ),
        "officer_many": Sentence(
            _("“%(raw)s” fits several officers: %(options)s."), _("Assign the officer in the client's file.")
        ),
        "officer_short": Sentence(_("The short name was taken for %(name)s."), _NOTHING),
        "officer_unknown": Sentence(
            _("“%(raw)s” is not in the list of officers."), _("Entered as a name without a sign-in.")
        ),
        # registers, decisions, prisons
        "register_is_date": Sentence(_("Excel turned the register number into a date: %(raw)s."), _FILL),
        "register_number": Sentence(_("The register number is a bare number: “%(raw)s”."), _CHECK),
        "register_taken": Sentence(
            _("Register number %(raw)s belongs to another client already."),
            _("Entered without the number. Correct it where it is wrong."),
        ),
        "register_taken_in_file": Sentence(
            _("Register number %(raw)s stands in row %(row)s of %(sheet)s too."),
            _("Entered without the number. Correct it where it is wrong."),
        ),
        "decision_two": Sentence(_("Two decisions in one cell: “%(raw)s”."), _CHECK),
        "origin_unclear": Sentence(_("“%(raw)s” does not tell the prison."), _FILL),
        # offences
        "offence_guess": Sentence(_("The kind of offence was inferred from the articles."), _CHECK),
        "offence_two": Sentence(_("Two offences in one cell: “%(raw)s”; the first was taken."), _CHECK),
        "offence_unknown": Sentence(_("“%(raw)s” is no offence that the list knows."), _CHECK),
        # attendance
        "mark_unclear": Sentence(
            _("The mark “%(raw)s” is not explained."), _("Not counted. Record the visit if there was one.")
        ),
        "day_not_in_month": Sentence(
            _("The month (%(month)s) has no day %(day)s."),
            _("Not counted. Record the visit if there was one."),
        ),
        "date_in_other_month": Sentence(
            _("“%(raw)s” stands in the column of another month (%(month)s)."), _CHECK
        ),
        # what the register says to it
        "repeated_in_file": Sentence(
            _("The same supervision as in row %(row)s of %(sheet)s."),
            _("Entered once; this row completes it."),
        ),
        "will_change": Sentence(_("Changes from “%(old)s” to “%(new)s”."), _NOTHING),
        "new_visits": Sentence(_("%(count)s reports are new."), _NOTHING),
        "juvenile_by_programme": Sentence(_("Child's case (BKA): by the programme."), _NOTHING),
        "juvenile_by_register": Sentence(_("Child's case (BKA): “%(raw)s” says so."), _NOTHING),
        "juvenile_by_sheet": Sentence(_("Child's case (BKA): by the name of the sheet, %(sheet)s."), _CHECK),
        "juvenile_by_age": Sentence(
            _("Child's case (BKA): %(age)s years old when the guidance began."),
            _("Compare it with the verdict."),
        ),
    }
)
UNKNOWN_SHORT = _("Not clear")
UNKNOWN = Sentence(_("Something about this cell is not clear: “%(raw)s”."), _CHECK)

FIELDS: Mapping[str, Words] = MappingProxyType(
    {
        "full_name": _("Name"),
        "aliases": _("Alias"),
        "parent_name": _("Father's name"),
        "register_no": _("Register number"),
        "nik": "NIK",
        "sex": _("Sex"),
        "birth_place": _("Place of birth"),
        "birth_date": _("Date of birth"),
        "birth_year": _("Year of birth"),
        "address": _("Address"),
        "village": _("Village"),
        "district": _("District"),
        "regency": _("Regency"),
        "phones": _("Telephone"),
        "offence": _("Offence"),
        "offence_id": _("Offence"),
        "offence_text": _("Offence"),
        "articles": _("Articles"),
        "sentence": _("Sentence"),
        "sentence_years": _("Sentence (years)"),
        "sentence_months": _("Sentence (months)"),
        "sentence_days": _("Sentence (days)"),
        "life_sentence": _("Life sentence"),
        "subsidiary": _("Subsidiary term"),
        "hours": _("Hours of service"),
        "hours_ordered": _("Hours of service"),
        "programme": _("Programme"),
        "programme_id": _("Programme"),
        "decree_no": _("Decision number"),
        "decision_no": _("Decision number"),
        "decree_date": _("Date of decision"),
        "decision_date": _("Date of decision"),
        "received_on": _("Received on"),
        "start_date": _("Start of guidance"),
        "end_date": _("End of guidance"),
        "sentence_end_date": _("End of sentence"),
        "sentence_expiry_date": _("End of sentence"),
        "two_thirds_date": _("Two thirds of the sentence"),
        "two_thirds_on": _("Two thirds of the sentence"),
        "detained_on": _("Detained on"),
        "verdict_no": _("Verdict number"),
        "verdict_date": _("Date of verdict"),
        "origin": _("Prison of origin"),
        "origin_facility": _("Prison of origin"),
        "officer": _("Officer"),
        "status": _("Status"),
        "attendance": _("Attendance"),
        "religion": _("Religion"),
        "education": _("Education"),
        "occupation": _("Occupation"),
        "marital_status": _("Marital status"),
        "": _("Row"),
    }
)


class Remark(NamedTuple):
    """One remark as the page shows it. `kind` is the look's word for its weight."""

    field: Words
    problem: str
    advice: Words
    kind: str
    where: str
    text: str
    open: bool


_KINDS = {"note": "neutral", "ask": "wait", "error": "miss"}


def file_problem(code: str, params: Mapping[str, str]) -> str:
    """Why a file is not taken, in words."""
    return str(FILE_PROBLEMS.get(code, FILE_PROBLEMS["problem"])) % _filled(params)


def remark_of(issue: Mapping[str, Any]) -> Remark:
    """One issue in words, with the place of its cell."""
    sentence = SENTENCES.get(issue["code"], UNKNOWN)
    text = issue.get("text") or ""
    params = _filled({"raw": text, "text": text} | dict(issue.get("params") or {}))
    place = f"{issue['column']}{issue.get('row') or ''}" if issue.get("column") else ""
    return Remark(
        field=FIELDS.get(issue["field"], issue["field"]),
        problem=str(sentence.problem) % params,
        advice="" if sentence.advice is _NOTHING else sentence.advice,
        kind=_KINDS["note" if issue.get("answered") else issue["severity"]],
        where=place,
        text=text,
        open=is_open(issue),
    )


def _filled(params: Mapping[str, str]) -> Mapping[str, str]:
    filled: dict[str, str] = defaultdict(str)
    for name, value in params.items():
        filled[name] = reasons_said(value.split("|")) if name == "reasons" else _shown(value)
    return filled


def _shown(value: str) -> str:
    """Dates as one reads them; options as a list."""
    try:
        return short_date(date.fromisoformat(value)) if len(value) == 10 else value.replace("|", ", ")
    except ValueError:
        return value.replace("|", ", ")
