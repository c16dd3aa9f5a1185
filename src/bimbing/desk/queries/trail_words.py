"""What the trail says in words: for each action its icon, its meaning's colour, and the sentence behind a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Deed:
    """`sentence` follows the name of whoever did it; `{client}` and `{person}` stand for the one concerned."""

    sentence: Promise | str
    icon: str = "file-text"
    kind: str = "neutral"


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "client.added": Deed(_("entered {client} into the register"), "user-plus", "ok"),
        "client.edited": Deed(_("corrected the data of {client}"), "pencil"),
        "client.phones": Deed(_("changed the phone numbers of {client}"), "phone"),
        "client.opened": Deed(_("opened the file of {client}"), "folder-open"),
        "client_proposal.sent": Deed(_("proposed a client"), "send"),
        "client_proposal.sent_again": Deed(_("mended the proposal of a client"), "send"),
        "client_proposal.returned": Deed(_("returned the proposal of a client"), "corner-up-left", "wait"),
        "client_proposal.accepted": Deed(_("accepted the proposal of {client}"), "check", "ok"),
        "client_proposal.withdrawn": Deed(_("withdrew the proposal of a client"), "undo-2"),
        "correction_proposal.sent": Deed(_("proposed a correction of {client}"), "send"),
        "correction_proposal.sent_again": Deed(_("mended the proposed correction of {client}"), "send"),
        "correction_proposal.returned": Deed(
            _("returned the proposed correction of {client}"), "corner-up-left", "wait"
        ),
        "correction_proposal.accepted": Deed(_("accepted the correction of {client}"), "check", "ok"),
        "correction_proposal.withdrawn": Deed(_("withdrew the proposed correction of {client}"), "undo-2"),
        "supervision.added": Deed(_("entered a guidance of {client}"), "file-plus", "ok"),
        "case.edited": Deed(_("corrected the case of {client}"), "pencil"),
        "supervision.edited": Deed(_("corrected the guidance of {client}"), "pencil"),
        "supervision.status": Deed(_("changed the status of {client}"), "flag", "wait"),
        "supervision.status_corrected": Deed(
            _("put right the day of a status of {client}"), "pencil", "wait"
        ),
        "letter.printed": Deed(_("printed a letter about {client}"), "printer"),
        "supervision.handed_over": Deed(_("handed {client} to another officer"), "arrow-right-left", "wait"),
        "supervision.handed_back": Deed(_("gave {client} back to the officer before"), "undo-2", "wait"),
        "handover.made": Deed(_("handed several clients over"), "arrow-right-left", "wait"),
        "handover.undone": Deed(_("took a hand-over of clients back"), "undo-2", "wait"),
        "handover.printed": Deed(_("printed the letter of a hand-over"), "printer"),
        "cover.set": Deed(_("set who stands in for {person}"), "user-check", "wait"),
        "cover.moved": Deed(
            _("changed until when somebody stands in for {person}"), "calendar-clock", "wait"
        ),
        "cover.called_off": Deed(_("called off that somebody stands in for {person}"), "user-x", "wait"),
        "note.written": Deed(_("wrote a note about {client}"), "notebook-pen"),
        "visit.recorded": Deed(_("recorded a visit of {client}"), "calendar-check", "ok"),
        "visit.voided": Deed(_("voided a visit of {client}"), "calendar-x", "miss"),
        "visits.imported": Deed(_("brought in the visits of {client} from a workbook"), "file-spreadsheet"),
        "excuse.given": Deed(_("excused {client}"), "calendar-clock", "wait"),
        "excuse.withdrawn": Deed(_("withdrew the excuse of {client}"), "calendar-x"),
        "card.issued": Deed(_("issued a card to {client}"), "id-card", "ok"),
        "card.printed.card": Deed(_("printed the card of {client}"), "printer"),
        "card.replaced": Deed(_("replaced the card of {client}"), "id-card", "wait"),
        "card.printed.carnet": Deed(_("printed {client} in the officer's booklet"), "printer"),
        "printer.added": Deed(_("entered a printer"), "printer"),
        "printer.moved": Deed(_("moved the print of a printer"), "printer", "wait"),
        "printer.removed": Deed(_("forgot a printer"), "trash-2"),
        "card.printed.sheet": Deed(_("printed the officer's sheet of {client}"), "printer"),
        "import.received": Deed(_("read a workbook"), "file-spreadsheet"),
        "import.columns_chosen": Deed(_("said what the columns of a workbook are"), "columns-3"),
        "import.words_taught": Deed(_("explained words of a workbook"), "book-a"),
        "layout.remembered": Deed(_("saved the layout of a workbook"), "bookmark"),
        "layout.forgotten": Deed(_("forgot the layout of a workbook"), "bookmark-x"),
        "import.answered": Deed(_("answered questions of a workbook"), "pencil"),
        "import.problems_exported": Deed(
            _("took rows of a workbook out to be corrected"), "download", "wait"
        ),
        "import.committed": Deed(_("brought in a workbook"), "file-spreadsheet", "ok"),
        "import.identity_decided": Deed(_("said who a row of a workbook is"), "user-check"),
        "import.identity_reopened": Deed(_("took back who a row of a workbook is"), "undo-2"),
        "import.discarded": Deed(_("discarded a workbook"), "file-x"),
        "import.undone": Deed(_("took back what a workbook had brought in"), "undo-2", "wait"),
        "register.exported": Deed(_("took a list out as a workbook"), "download", "wait"),
        "group.saved": Deed(_("saved a group of clients"), "bookmark"),
        "group.renamed": Deed(_("renamed a group of clients"), "pencil"),
        "group.shared": Deed(_("shared a group of clients with the office"), "building-2", "wait"),
        "group.unshared": Deed(_("took a group of clients back from the office"), "user"),
        "group.removed": Deed(_("removed a group of clients"), "trash-2"),
        "office.opened": Deed(_("opened the office"), "building-2", "ok"),
        "office.edited": Deed(_("changed the settings of the office"), "settings-2", "wait"),
        "duty.changed": Deed(_("decided how the duty to report is counted from a day on"), "scale", "wait"),
        "duty.withdrawn": Deed(_("withdrew a coming change of the duty to report"), "undo-2", "wait"),
        "post.added": Deed(_("added a post of the office"), "map-pin-plus", "ok"),
        "post.edited": Deed(_("changed a post of the office"), "map-pin"),
        "post.removed": Deed(_("took out a post of the office"), "map-pin-x", "wait"),
        "holiday.added": Deed(_("closed the office on a day"), "calendar-off"),
        "holiday.removed": Deed(_("opened the office on a day after all"), "calendar-check"),
        "backup.asked": Deed(_("asked for a backup"), "database-backup"),
        "backup.taken": Deed(_("took a backup away"), "hard-drive-download", "wait"),
        "staff.added": Deed(_("added {person} to the staff"), "user-plus", "ok"),
        "staff.imported": Deed(_("took over {person} from a workbook"), "user-plus"),
        "staff.edited": Deed(_("changed the data of {person}"), "user-cog"),
        "staff.password_handed_out": Deed(_("gave {person} a new password"), "key-round", "wait"),
        "staff.password_changed": Deed(_("chose a new password"), "key-round"),
        "staff.closed": Deed(_("closed the account of {person}"), "user-x", "miss"),
        "staff.reopened": Deed(_("reopened the account of {person}"), "user-check", "wait"),
        "staff.signed_in": Deed(_("signed in"), "log-in"),
        "staff.signed_out": Deed(_("signed out"), "log-out"),
        "staff.refused": Deed(_("was refused: wrong password"), "shield-alert", "miss"),
    }
)

#: Names of the columns of a case. Offences beside the main one are told by their place.
_OF_THE_CASE: Mapping[str, Promise | str] = {
    "offence_id": _("main offence"),
    "offence_text": _("main offence, as written"),
    "articles": _("articles of the main offence"),
    "offence_1": _("main offence"),
    "articles_1": _("articles of the main offence"),
    **{f"offence_{place}": format_lazy("{} {}", _("offence"), place) for place in range(2, 10)},
    **{f"articles_{place}": format_lazy("{} {}", _("articles"), place) for place in range(2, 10)},
    "verdict_no": _("verdict number"),
    "verdict_date": _("date of the verdict"),
    "court": _("court"),
    "sentence_years": _("sentence, years"),
    "sentence_months": _("sentence, months"),
    "sentence_days": _("sentence, days"),
    "life_sentence": _("sentence for life"),
    "subsidiary": _("subsidiary term"),
    "detained_on": _("detained on"),
    "remission_months": _("remission, months"),
    "remission_days": _("remission, days"),
    "two_thirds_date": _("two thirds on"),
    "sentence_expiry_date": _("sentence expires on"),
    "origin_facility": _("prison of origin"),
    "prior_count": _("earlier sentences"),
}
_GUARANTOR: Mapping[str, Promise | str] = {
    "name": _("guarantor's name"),
    "relation": _("guarantor's relation"),
    "phone": _("guarantor's telephone"),
    "address": _("guarantor's address"),
}
_OF_GUARANTORS: Mapping[str, Promise | str] = {
    f"guarantor_{place}_{column}": format_lazy("{} {}", words, place) if place > 1 else words
    for place in range(1, 10)
    for column, words in _GUARANTOR.items()
}
#: Columns whose old and new values the list shows. Names, addresses and numbers are not repeated here: the list may
#: be read by people who may not open the file, and children's names stay initials.
SHOWN_FIELDS: Mapping[str, Promise | str] = MappingProxyType(
    {
        "status": _("status"),
        "on": _("day"),
        "officer": _("officer"),
        "role": _("role"),
        "section": _("section"),
        "start_date": _("start"),
        "end_date": _("end"),
        "since": _("from"),
        "until": _("until"),
        "interval": _("interval"),
        "programme_id": _("programme"),
        "kind": _("kind"),
        "substitute": _("substitute"),
    }
)
FIELD_NAMES: Mapping[str, Promise | str] = MappingProxyType(
    {
        "full_name": _("full name"),
        "aliases": _("alias"),
        "call_name": _("called"),
        "parent_name": _("father's name"),
        "nik": "NIK",
        "nip": "NIP",
        "phone": _("phone"),
        "phones": _("phone"),
        "address": _("address"),
        "village": _("village"),
        "district": _("district"),
        "regency": _("regency"),
        "birth_date": _("date of birth"),
        "birth_place": _("place of birth"),
        "username": _("user name"),
        "title": _("titles"),
        "outpost": _("post"),
        "is_active": _("account"),
        "register_no": _("register number"),
        "decision_no": _("decision number"),
        "decision_date": _("date of decision"),
        "received_on": _("received on"),
        "special_dates": _("listed days"),
        "counted_from": _("reports are counted from"),
        "hours_ordered": _("hours of community service"),
        **_OF_THE_CASE,
        **_OF_GUARANTORS,
        "document_no": _("document number"),
        "remarks": _("remarks"),
        "religion": _("religion"),
        "education": _("education"),
        "occupation": _("occupation"),
        "marital_status": _("marital status"),
        "sex": _("sex"),
        "report_day": _("day of the month"),
        "name": _("name"),
        "short_name": _("short name"),
        "letterhead": _("letterhead"),
        "city": _("city"),
        "time_zone": _("time zone"),
        "opening_hours": _("opening hours"),
        "register_template": _("form of a register number"),
        "card_profile": _("what the card shows"),
        "card_notes": _("notes on the card"),
        "front_right": _("front, to the right"),
        "front_down": _("front, down"),
        "back_right": _("back, to the right"),
        "back_down": _("back, down"),
        "orange_misses": _("misses until the warning"),
        "red_misses": _("misses until the alarm"),
        "date_tolerance_days": _("tolerated difference of dates"),
        "duty_model": _("how the duty is counted"),
        "grace_days": _("days of grace"),
        "min_last_period_days": _("shortest last period"),
        "home_visit_satisfies": _("home visit counts"),
        "stand_in_satisfies": _("stand-in counts"),
        "backdate_days": _("days a visit may be entered late"),
        "officers_see_section": _("officers see their section"),
    }
)
