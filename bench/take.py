"""A process that brings one workbook in, does nothing else and says what it took: `python -m bench.take FILE OFFICE STAFF`."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import office
from bimbing.intake.actions import commit, receive
from bimbing.intake.imports.kept import read_workbook
from bimbing.intake.models import Import
from bimbing.offices.models import Office, Staff


def main(file: str, office_id: str, staff_id: str) -> None:
    path, place = Path(file), Office.objects.get(pk=int(office_id))
    by = Staff.objects.select_related("office").get(pk=int(staff_id))
    told: dict[str, Any] = {}

    def timed(name: str, work: Any) -> Any:
        began, computed = perf_counter(), process_time()
        result = work()
        told[name] = perf_counter() - began
        told[f"{name}_computing"] = process_time() - computed
        return result

    began = process_time()

    def preview() -> Import:
        workbook, _ = timed(
            "understanding", lambda: read_workbook(path, file_name=path.name, today=office.now().date())
        )
        told["rows"] = len(workbook.rows)
        kept: Import = timed(
            "keeping", lambda: receive(office=place, workbook=workbook, by=by, at=office.now())
        )
        return kept

    batch = preview()
    reader = resource.getrusage(resource.RUSAGE_CHILDREN)
    told["previewing_computing"] = process_time() + reader.ru_utime + reader.ru_stime - began
    counts = timed("committing", lambda: commit(batch=batch, by=by, at=office.now()))
    told |= {
        "new": counts.new,
        "clients": counts.clients,
        "doubtful": counts.doubtful,
        "rejected": counts.rejected,
    }
    told["memory_mb"] = _most("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told["child_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(told))


def _most(name: str) -> float | None:
    """The most memory that this process ever held, without what it inherited at its birth."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), None)


if __name__ == "__main__":
    main(*sys.argv[1:])
