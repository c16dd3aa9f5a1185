"""What one pair is: both sides, what they share, and what each answer would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bimbing.intake.actions.decided import (
    SAME,
    SECOND,
    TELLS_WHO,
    Decided,
    target_in,
    understood,
)
from bimbing.intake.actions.found import Values
from bimbing.intake.actions.guidances import day_of, guidance_of
from bimbing.intake.actions.similar import someone_of
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.answered import effective
from bimbing.intake.queries.known import Guidance, Person
from bimbing.intake.queries.look_alikes import Others
from bimbing.intake.shown.look_alike_display import (
    GUIDANCE,
    PERSON,
    FieldPair,
    Side,
    pairs_of,
    side_of_client,
    side_of_row,
)
from bimbing.intake.shown.look_alike_words import AGAINST_WORDS, REASON_WORDS
from bimbing.offices.models import Section
from bimbing.rules.dates import short_date
from bimbing.rules.look_alikes import Reason, Someone, likeness
from bimbing.rules.name_keys import fold
from bimbing.rules.names import display_name, initials
from bimbing.rules.register_no import register_key
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries.choices import programme_said
from bimbing.supervision.queries.compared import as_compared

Words = Promise | str


@dataclass(slots=True)
class Pair:
    """`names`: whom the row may be, one of them chosen. `updates` names the guidance that the row would change, `adds`
    the one it would add; both are empty where no such person is there any more."""

    row: ImportRow
    names: Sequence[str]
    chosen: int
    target: str = ""
    left: Side | None = None
    right: Side | None = None
    right_client: int | None = None
    right_row: ImportRow | None = None
    person: Sequence[FieldPair] = ()
    guidance: Sequence[FieldPair] = ()
    reasons: Sequence[Words] = ()
    against: Sequence[Words] = ()
    updates: str = ""
    adds: str = ""
    hidden_in: Section | None = None
    to_ask: Sequence[str] = field(default_factory=tuple)
    tells_second: bool = False
    said: str = ""
    by: str = ""

    @property
    def is_gone(self) -> bool:
        return self.right is None and self.hidden_in is None


def row_name(row: ImportRow) -> str:
    """A row's name as a list shows it: a child's by initials."""
    name = effective(row).get("full_name") or ""
    if any(remark["code"].startswith("juvenile_") for remark in row.issues):
        return initials(name) or "—"
    return display_name(name) or "—"


def said_of(decided: Decided | None) -> str:
    """A decision in a few words; empty where there is none."""
    if decided is None:
        return ""
    if decided.is_skipped:
        return _("not to be entered")
    if decided.is_new:
        return _("another person")
    if decided.guidance == SECOND:
        return _("the same person, a second guidance")
    return _("the same person")


def pair_of(
    batch: Import,
    row: ImportRow,
    named: Sequence[str],
    others: Others,
    chosen: int,
    programmes: Mapping[str, str],
) -> Pair:
    """The row beside the one that is chosen of those it may be."""
    values: Values = effective(row)
    decided = understood(row.identity) if row.identity else None
    pair = Pair(
        row=row,
        names=[_called(one, others) for one in named],
        chosen=chosen,
        said=said_of(decided),
        by=(row.identity or {}).get("by", ""),
        tells_second=any(remark["code"] == TELLS_WHO for remark in row.issues),
    )
    statuses = dict(Supervision._meta.get_field("status").flatchoices)  # noqa: SLF001  (Django's own way)
    pair.left = side_of_row(row, values, programmes, statuses)
    if not named:
        return pair
    pair.target = named[chosen]
    client_id, place = target_in(pair.target)
    mine = someone_of(values, fold(values.get("full_name") or ""))
    if client_id in others.out_of_reach:
        pair.hidden_in = others.out_of_reach[client_id]
    elif client_id in others.clients:
        known = others.clients[client_id]
        person = known.person()
        fitting = guidance_of(values, person, Decided(client_id, guidance=SAME))
        shown = next(
            (one for one in known.supervisions if fitting is not None and one.pk == fitting.pk), None
        )
        pair.right = side_of_client(known, shown or (known.supervisions[0] if known.supervisions else None))
        pair.right_client = client_id
        _say_likeness(pair, mine, as_compared(known.client, known.supervisions, known.phones))
        _say_doings(pair, values, fitting, programmes)
    elif place in others.rows:
        other = others.rows[place]
        theirs = effective(other)
        fitting = guidance_of(values, _person(theirs), Decided(place=place, guidance=SAME))
        pair.right = side_of_row(other, theirs, programmes, statuses)
        pair.right_row = other
        _say_likeness(pair, mine, someone_of(theirs, fold(theirs.get("full_name") or "")))
        _say_doings(pair, values, fitting, programmes)
    beside = pair.right or Side("", {}, is_child=False)
    pair.person = pairs_of(pair.left, beside, PERSON)
    pair.guidance = pairs_of(pair.left, beside, GUIDANCE)
    return pair


def _called(target: str, others: Others) -> str:
    client_id, place = target_in(target)
    if client_id in others.clients:
        return others.clients[client_id].client.list_name
    if place in others.rows:
        return _("%(name)s, row %(row)s") % {
            "name": row_name(others.rows[place]),
            "row": others.rows[place].row,
        }
    return _("somebody of another section") if client_id in others.out_of_reach else _("somebody who is gone")


def _say_likeness(pair: Pair, mine: Someone, theirs: Someone) -> None:
    found = likeness(mine, theirs)
    names = [side.texts["full_name"].casefold() for side in (pair.left, pair.right) if side is not None]
    spelt = Reason.SAME_NAME if len(set(names)) == 1 else Reason.NAME_VARIANT
    pair.reasons = [REASON_WORDS[spelt if reason is Reason.SAME_NAME else reason] for reason in found.reasons]
    pair.against = [AGAINST_WORDS[against] for against in found.against]


def _say_doings(pair: Pair, values: Values, fitting: Guidance | None, programmes: Mapping[str, str]) -> None:
    pair.updates = (
        "" if fitting is None else _guidance_words(fitting.programme, fitting.start_date, programmes)
    )
    pair.adds = _guidance_words(values.get("programme") or "", day_of(values.get("start_date")), programmes)


def _guidance_words(programme: str, start: object, programmes: Mapping[str, str]) -> str:
    said = programme_said(programme, programmes.get(programme, programme)) or _("without programme")
    day = short_date(start) if start else ""  # type: ignore[arg-type]
    return _("%(programme)s from %(start)s") % {"programme": said, "start": day} if day else said


def _person(values: Values) -> Person:
    """A row of the file as another row finds its person."""
    person = Person(
        None,
        "",
        values.get("nik") or "",
        fold(values.get("full_name") or ""),
        day_of(values.get("birth_date")),
    )
    person.guidances = [
        Guidance(
            None,
            person,
            "",
            register_key(values.get("register_no") or ""),
            values.get("programme") or "",
            day_of(values.get("start_date")),
            day_of(values.get("end_date")),
            plan=values,
        )
    ]
    return person
