"""Writes about what the office answers for all its papers: how dates are computed, and who signs."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bimbing.offices.actions.rules_by_day import decide, take_back
from bimbing.offices.models import DateRule, Signatory, Staff
from bimbing.offices.queries import date_rule_on, signatory_on

#: So far back may a signatory be named: whoever stands in today may have begun on Monday.
SIGNS_SINCE = timedelta(days=31)


def set_date_rule(
    *, valid_from: date, columns: Mapping[str, Any], reason: str, seen: int, by: Staff, at: datetime
) -> DateRule:
    """By which conventions dates are computed for guidances that begin on or after a coming day; see `decide`."""
    rule: DateRule = decide(
        kind=DateRule,
        of={},
        seen=seen,
        valid_from=valid_from,
        first=at.date() + timedelta(days=1),
        columns=columns,
        before=date_rule_on(by.office_id, valid_from),
        said=("dates.changed", "date_rule"),
        reason=reason,
        by=by,
        at=at,
    )
    return rule


def withdraw_date_rule(*, rule: DateRule, by: Staff, at: datetime) -> None:
    """A coming change of the conventions is not to come; see `take_back`."""
    take_back(rule=rule, of={}, said=("dates.withdrawn", "date_rule"), by=by, at=at)


def set_signatory(
    *, valid_from: date, columns: Mapping[str, Any], reason: str, seen: int, by: Staff, at: datetime
) -> Signatory:
    """Who signs from a day on, at most a month back: letters of earlier days keep who signed them."""
    rule: Signatory = decide(
        kind=Signatory,
        of={},
        seen=seen,
        valid_from=valid_from,
        first=at.date() - SIGNS_SINCE,
        columns=columns,
        before=signatory_on(by.office_id, valid_from),
        said=("signatory.named", "signatory"),
        reason=reason,
        by=by,
        at=at,
    )
    return rule


def withdraw_signatory(*, rule: Signatory, by: Staff, at: datetime) -> None:
    """Who was to sign from a coming day on is not to; see `take_back`."""
    take_back(rule=rule, of={}, said=("signatory.withdrawn", "signatory"), by=by, at=at)
