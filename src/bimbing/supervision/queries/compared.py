"""A client as the rule of look-alikes compares him."""

from collections.abc import Iterable

from bimbing.clients.models import Client
from bimbing.rules.look_alikes import Someone, folded
from bimbing.rules.register_no import register_key
from bimbing.rules.status import Status
from bimbing.supervision.models import Supervision


def as_compared(client: Client, rows: Iterable[Supervision], phones: Iterable[str] = ()) -> Someone:
    """With the numbers of his guidances; of one that was entered by mistake they count for nothing."""
    live = [row for row in rows if row.status != Status.BATAL]
    return Someone(
        name_key=client.name_key,
        father=client.parent_name,
        alias_keys=tuple(map(folded, client.aliases.split(" / "))) if client.aliases else (),
        nik=client.nik,
        sex=client.sex,
        birth_date=client.birth_date,
        birth_year=client.birth_year,
        village=client.village or client.address,
        phones=tuple(phones),
        numbers=tuple(row.register_key for row in live if row.register_key),
        decisions=tuple(register_key(row.decision_no) for row in live if row.decision_no),
    )
