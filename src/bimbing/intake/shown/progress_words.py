"""How far the entering of an import is, and why it failed, in words and in hundredths."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.intake.models import Import
from bimbing.jobs.models import Job
from bimbing.jobs.progress import Progress

#: The steps of `actions.commit`, in their order.
STEPS: Final[Mapping[str, Promise | str]] = MappingProxyType(
    {
        "compare": _("Compare with the register"),
        "clients": _("Enter clients, guidances and reports"),
        "changes": _("Update what has changed"),
        "rows": _("Note what became of every row"),
    }
)
#: A changed row is compared field by field and costs about as much as two new ones.
_COST_OF_A_CHANGE: Final = 2
#: What looking at all rows, before and after, costs beside entering them: measured, not promised.
_SHARE_OF_LOOKING: Final = MappingProxyType({"compare": 0.1, "rows": 0.05})

WHY_FAILED: Final[Mapping[str, Promise | str]] = MappingProxyType(
    {
        "busy": _("The database was busy and did not answer. Try again in a moment."),
        "gave_up": _(
            "Bimbing was ended in the middle of it, again and again. Restart the computer, then try again."
        ),
        "stumbled": _("Bimbing stumbled over something in this file."),
    }
)


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step on the page: `state` is done, now or empty; the numbers stand at the present one."""

    label: Promise | str
    state: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Entering:
    """The whole of it: hundredths done, the present step's code, a headline, what is said aloud, and the steps."""

    percent: int
    step: str
    headline: Promise | str
    said: Promise | str
    steps: tuple[StepShown, ...]


def entering(*, batch: Import, job: Job, progress: Progress) -> Entering:
    """How far it is. Steps that this import will not have are left out."""
    weights = _weights(batch.counts, progress.step)
    order = list(weights)
    now = order.index(progress.step) if progress.step in weights else -1
    part = progress.done / progress.total if progress.total else 0.0
    whole = sum(weights.values()) or 1.0
    behind = sum(weights[code] for code in order[: max(now, 0)])
    here = weights[progress.step] * min(part, 1.0) if now >= 0 else 0.0
    steps = tuple(
        StepShown(STEPS[code], "now", progress.done, progress.total)
        if place == now
        else StepShown(STEPS[code], "done" if place < now else "")
        for place, code in enumerate(order)
    )
    said = _said(job, progress)
    is_on_its_way = now >= 0 and not progress.is_stopping
    headline = (
        _("Step %(number)s of %(all)s") % {"number": now + 1, "all": len(order)} if is_on_its_way else said
    )
    return Entering(int(100 * (behind + here) / whole), progress.step, headline, said, steps)


def why_failed(job: Job) -> Promise | str:
    """A sentence for a failed job."""
    return WHY_FAILED.get(job.error, WHY_FAILED["stumbled"])


def _weights(counts: Mapping[str, int], step: str) -> dict[str, float]:
    """Step -> how long it will take beside the others."""
    fresh = counts.get("new", 0) + counts.get("doubtful", 0)
    changed = counts.get("changed", 0) * _COST_OF_A_CHANGE
    rows = sum(counts.get(outcome, 0) for outcome in ("new", "changed", "same", "doubtful", "rejected"))
    weights: dict[str, float] = {"compare": rows * _SHARE_OF_LOOKING["compare"]}
    if fresh or step == "clients":
        weights["clients"] = float(fresh)
    if changed or step == "changes":
        weights["changes"] = float(changed)
    return weights | {"rows": rows * _SHARE_OF_LOOKING["rows"]}


def _said(job: Job, progress: Progress) -> Promise | str:
    if progress.is_stopping:
        return _("Stopping …")
    if progress.step in STEPS:
        return STEPS[progress.step]
    died_before = job.attempts > (1 if job.state == Job.State.RUNNING else 0)
    return _("It is taken up again after an interruption.") if died_before else _("It waits its turn.")
