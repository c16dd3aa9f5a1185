"""Who is meant by a typed text, among those the staff member may see, and by what he was found."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import prefetch_related_objects

from bimbing.clients.models import Client
from bimbing.clients.queries import Found, ranked
from bimbing.offices.models import Staff
from bimbing.rules.finding import Fit, Wanted, Word, near_words, wanted_in
from bimbing.rules.name_keys import fold
from bimbing.rules.register_no import register_key
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, supervisions_of

#: More hits than these are not read but narrowed down.
SHOWN = 30


class Why(StrEnum):
    """By what somebody was found, where his name and his place do not show it."""

    NEAR = "near"
    ALIAS = "alias"
    CALLED = "called"
    FATHER = "father"
    INITIALS = "initials"
    REGENCY = "regency"
    DECISION = "decision"
    REGISTER_NO = "register_no"
    NIK = "nik"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found. `reasons`: by what, each with the words to show; those of a child's names are never shown."""

    client: Client
    fit: Fit
    reasons: tuple[tuple[Why, str], ...] = ()


def hits(staff: Staff, text: str) -> list[Hit]:
    """The clients found, best first; at most SHOWN + 1. Five queries at most, however many are found."""
    found = ranked(clients_of(staff), text, office_id=staff.office_id, limit=SHOWN + 1)
    if not found:
        return []
    wanted = wanted_in(text)
    clients = Client.objects.in_bulk([one.client_id for one in found])
    numbers: dict[int, list[Supervision]] = defaultdict(list)
    if wanted.numbers:
        prefetch_related_objects(list(clients.values()), "phones")
        for row in supervisions_of(staff).filter(client_id__in=clients).present_first():
            numbers[row.client_id].append(row)
    typed = " ".join(text.split()).casefold()
    made = [_hit(one, clients[one.client_id], numbers[one.client_id], wanted) for one in found]
    # Of equal ones who is spelt as it was typed stands first; the others stay as they were ranked.
    return sorted(made, key=lambda hit: (hit.fit, hit.client.full_name.casefold() != typed))


def _hit(found: Found, client: Client, rows: Sequence[Supervision], wanted: Wanted) -> Hit:
    reasons = [reason for word in wanted.words if (reason := _why_word(word, client, found.entry, wanted))]
    for texts in wanted.numbers:
        reasons += _why_number(texts, client, rows)
    return Hit(client, found.fit, tuple(dict.fromkeys(reasons)))


def _why_word(word: Word, client: Client, entry: str, wanted: Wanted) -> tuple[Why, str] | None:
    """By what of his a word found somebody; None where the name or the village says so itself."""

    def has(text: str) -> bool:
        line = f" {fold(text)} "
        return any(needle in line for needle in word.needles)

    if has(client.full_name) or has(client.village) or has(client.district):
        return None
    secret = client.is_juvenile
    for alias in filter(None, client.aliases.split(" / ")):
        if has(alias):
            return Why.ALIAS, "" if secret else alias
    if has(client.call_name):
        return Why.CALLED, "" if secret else client.call_name
    if has(client.parent_name):  # of a grown-up it stands in the list
        return (Why.FATHER, "") if secret else None
    if has(client.regency):
        return Why.REGENCY, client.regency
    if not any(needle in entry for needle in word.needles):
        return Why.NEAR, "" if secret else " ".join(near_words(wanted, entry)).upper()
    return (Why.INITIALS, wanted.initials.upper()) if wanted.initials else None


def _why_number(texts: Sequence[str], client: Client, rows: Sequence[Supervision]) -> list[tuple[Why, str]]:
    """By which of his numbers he was found. Of NIK and telephone only what was typed is shown: the list is no file."""

    def has(number: str) -> bool:
        return any(text in register_key(number) for text in texts)

    for row in rows:
        if has(row.register_no):
            return [(Why.REGISTER_NO, row.register_no)]
        if has(row.decision_no):
            return [(Why.DECISION, row.decision_no)]
    if has(client.nik):
        return [(Why.NIK, _typed_part(client.nik, texts))]
    phones = [phone.number.lstrip("+") for phone in client.phones.all()]
    return [(Why.PHONE, _typed_part(number, texts)) for number in phones if has(number)][:1]


def _typed_part(number: str, texts: Sequence[str]) -> str:
    """`…0001…`: where the typed digits stand in a number, and nothing else of it."""
    text = next(text for text in texts if text in number)
    before, _, after = number.partition(text)
    return f"{'…' if before else ''}{text}{'…' if after else ''}"
