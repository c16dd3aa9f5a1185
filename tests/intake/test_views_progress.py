"""While an import is entered its page shows how far it is; it can be stopped; failed or stopped, nothing was entered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bimbing.clients.models import Client
from bimbing.intake.actions import commit_later, discard, receive
from bimbing.intake.actions.background import COMMIT_JOB
from bimbing.intake.models import Import
from bimbing.intake.queries.at_work import commit_job
from bimbing.intake.shown.progress_words import entering
from bimbing.jobs import progress
from bimbing.jobs.actions import JobCancelled, Worker, queue
from bimbing.jobs.models import Job
from bimbing.jobs.progress import Progress
from bimbing.offices.models import Staff
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, row, workbook
from tests.intake.test_views import CSV, dropped

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "entering"}


@pytest.fixture
def batch(dewi: Staff) -> Import:
    return receive(office=dewi.office, workbook=workbook(row(SUWARNO), row(SITI, 8)), by=dewi, at=AT)


@pytest.fixture
def desk(dewi: Staff, browser_of: Any) -> Any:
    return browser_of(dewi)


def work_off() -> None:
    Worker(clock=lambda: AT).work_off()


@contextmanager
def half_way(step: str = "clients", done: int = 1000, total: int = 4000) -> Iterator[Job]:
    """The waiting job is being done, and is so far."""
    job = queue.claim(worker="one", at=AT)
    assert job is not None
    with progress.running(job) as mine:
        mine.report(step, done, total)
        yield job


def press(desk: Any, batch: Import) -> Any:
    return desk.post(reverse("import_commit", args=[batch.pk]), follow=True).content.decode()


def part(desk: Any, batch: Import, step: str = "") -> Any:
    return desk.get(reverse("import_progress", args=[batch.pk]) + f"?tahap={step}", headers=HTMX)


def test_pressing_asks_for_one_job_and_enters_nothing_yet(desk: Any, batch: Import, dewi: Staff) -> None:
    page = press(desk, batch)
    press(desk, batch)
    job = Job.objects.get()
    assert (job.kind, job.key, job.state) == (COMMIT_JOB, f"intake.commit:{batch.pk}:1", "queued")
    assert (job.office_id, job.subject_id, job.by_id) == (dewi.office_id, batch.pk, dewi.pk)
    assert "Menunggu giliran" in page
    assert f"Dimulai oleh {dewi.full_name} pukul " in page
    assert not Client.objects.exists()


def test_the_page_says_how_far_it_is_and_has_one_button(desk: Any, batch: Import) -> None:
    press(desk, batch)
    with half_way():
        page = desk.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "Sedang dimasukkan ke register." in page
    assert "Langkah 2 dari 3" in page
    assert "1000 dari 4000" in page
    assert '<progress id="entering-bar" max="100" value="30"' in page
    assert '<p class="sr" role="status" aria-live="polite" id="entering-said">Memasukkan klien' in page
    assert f'action="{reverse("import_stop", args=[batch.pk])}"' in page
    assert [
        name for name in ("import_commit", "import_discard") if reverse(name, args=[batch.pk]) in page
    ] == []
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page


def test_the_moving_part_says_aloud_only_a_new_step(desk: Any, batch: Import) -> None:
    press(desk, batch)
    with half_way():
        new, known = part(desk, batch, "compare"), part(desk, batch, "clients")
    text = new.content.decode()
    assert text.startswith('<section class="panel entering" id="entering"')
    assert (
        f'hx-get="{reverse("import_progress", args=[batch.pk])}?tahap=clients" hx-trigger="every 1s"' in text
    )
    assert 'id="entering-said" hx-swap-oob="innerHTML">Memasukkan klien, bimbingan, dan absen</p>' in text
    assert "hx-swap-oob" not in known.content.decode()


def test_when_it_is_done_the_page_becomes_the_result(desk: Any, batch: Import) -> None:
    press(desk, batch)
    work_off()
    address = reverse("import_preview", args=[batch.pk])
    assert part(desk, batch)["HX-Redirect"] == address
    bare = desk.get(reverse("import_progress", args=[batch.pk]))
    assert (bare.status_code, bare["Location"]) == (302, address)
    assert "Baru 2, berubah 0, sama 0, ditolak 0." in desk.get(address).content.decode()
    assert Job.objects.get().result == Import.objects.get().counts["result"]
    assert Client.objects.count() == 2


def test_done_between_two_looks_it_is_not_said_to_be_stopped(
    desk: Any, batch: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page reads the import, then its job: what is entered between the two is in the register."""
    press(desk, batch)

    def done_meanwhile(of: Import) -> Job | None:
        work_off()
        return commit_job(of)

    monkeypatch.setattr("bimbing.intake.views.batch.commit_job", done_meanwhile)
    page = desk.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "Dihentikan" not in page
    assert "Baru 2, berubah 0, sama 0, ditolak 0." in page
    assert Client.objects.count() == 2


def test_a_click_on_the_page_as_it_was_leads_to_how_far_it_is(desk: Any, batch: Import) -> None:
    press(desk, batch)
    address = reverse("import_preview", args=[batch.pk])
    answer = desk.get(f"{address}?hasil=baru", headers={"HX-Request": "true", "HX-Target": "rows"})
    assert answer["HX-Redirect"] == address


def test_a_waiting_one_is_stopped_at_once_and_can_be_entered_again(desk: Any, batch: Import) -> None:
    press(desk, batch)
    page = desk.post(reverse("import_stop", args=[batch.pk]), follow=True).content.decode()
    work_off()
    assert "Dihentikan." in page
    assert "Masukkan 2 baris" in page
    assert (Import.objects.get().state, Client.objects.count()) == ("preview", 0)
    press(desk, batch)
    work_off()
    assert Client.objects.count() == 2
    assert list(Job.objects.values_list("key", "state")) == [
        (f"intake.commit:{batch.pk}:1", "cancelled"),
        (f"intake.commit:{batch.pk}:2", "done"),
    ]
    again = desk.post(reverse("import_stop", args=[batch.pk]), follow=True).content.decode()
    assert "Tidak ada lagi yang perlu dihentikan." in again


def test_a_running_one_says_that_it_is_stopping(desk: Any, batch: Import) -> None:
    press(desk, batch)
    with half_way() as job:
        page = desk.post(reverse("import_stop", args=[batch.pk]), follow=True).content.decode()
        with pytest.raises(JobCancelled):
            progress._here[job.pk].report("clients", 2000, 4000)
    assert "Menghentikan …" in page


@pytest.mark.parametrize("step", ["compare", "clients", "changes", "rows"])
def test_stopped_at_any_step_nothing_is_left(
    batch: Import, dewi: Staff, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = workbook(row(SUWARNO, address="Ds. Lain"), row(SITI, 8), name="lagi.xlsx")
    commit_later(batch=batch, by=dewi, at=AT)
    work_off()
    second = receive(office=dewi.office, workbook=changed, by=dewi, at=AT)
    addresses = list(Client.objects.values_list("address", flat=True))
    report = progress.Running.report

    def stopped(self: progress.Running, now: str, done: int, total: int) -> None:
        if now == step:
            self.ask_to_stop()
        report(self, now, done, total)

    monkeypatch.setattr(progress.Running, "report", stopped)
    job = commit_later(batch=second, by=dewi, at=AT)
    work_off()
    assert job is not None
    job.refresh_from_db()
    assert (job.state, Import.objects.get(pk=second.pk).state) == ("cancelled", "preview")
    assert list(Client.objects.values_list("address", flat=True)) == addresses


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("stumbled", "Bimbing tersandung sesuatu di berkas ini."),
        ("busy", "Basis data sedang sibuk"),
        ("gave_up", "Bimbing berkali-kali terhenti di tengah jalan."),
    ],
)
def test_failed_it_says_what_happened_and_offers_to_try_again(
    desk: Any, batch: Import, error: str, sentence: str
) -> None:
    press(desk, batch)
    Job.objects.update(state="failed", error=error, finished_at=AT)
    page = desk.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "Berkas ini belum masuk, satu baris pun tidak." in page
    assert sentence in page
    assert f"Pekerjaan {Job.objects.get().pk}, 24 Nov 2026 08.00." in page
    assert "Coba lagi" in page
    assert "Menunggu giliran" in press(desk, batch)


def test_a_fault_of_the_program_leaves_the_register_as_it_was(
    desk: Any, batch: Import, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(self: progress.Running, step: str, done: int, total: int) -> None:
        if step == "rows":
            raise RuntimeError("at the very end")

    monkeypatch.setattr(progress.Running, "report", stumble)
    press(desk, batch)
    work_off()
    assert "Berkas ini belum masuk" in desk.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert (Client.objects.count(), Import.objects.get().state) == (0, "preview")


def test_the_same_file_dropped_meanwhile_is_the_same_import(desk: Any) -> None:
    address = dropped(desk, CSV.encode())["Location"]
    batch = Import.objects.get()
    press(desk, batch)
    with half_way():
        again = dropped(desk, CSV.encode())
    assert again["Location"] == address
    assert Import.objects.count() == 1


def test_what_is_being_entered_cannot_be_discarded(desk: Any, batch: Import, dewi: Staff) -> None:
    press(desk, batch)
    page = desk.post(reverse("import_discard", args=[batch.pk]), follow=True).content.decode()
    assert "Impor ini sedang dimasukkan. Hentikan dulu." in page
    work_off()
    discard(batch=batch, by=dewi, at=AT)
    assert Import.objects.get().state == "done"


def test_one_discarded_before_its_turn_is_not_entered(batch: Import, dewi: Staff) -> None:
    commit_later(batch=batch, by=dewi, at=AT)
    Import.objects.update(state="discarded")
    work_off()
    assert (Job.objects.get().state, Job.objects.get().error) == ("failed", "discarded")
    assert not Client.objects.exists()


def test_the_list_says_which_is_being_entered(desk: Any, batch: Import) -> None:
    assert "Sedang dimasukkan" not in desk.get(reverse("imports")).content.decode()
    press(desk, batch)
    assert "Sedang dimasukkan" in desk.get(reverse("imports")).content.decode()


@pytest.mark.parametrize("route", ["import_progress", "import_stop"])
def test_another_offices_import_is_not_there(candra: Staff, desk: Any, route: str) -> None:
    far = receive(office=candra.office, workbook=workbook(row(SUWARNO)), by=candra, at=AT)
    commit_later(batch=far, by=candra, at=AT)
    address = reverse(route, args=[far.pk])
    answer = desk.get(address) if route == "import_progress" else desk.post(address)
    assert (answer.status_code, Job.objects.get().state) == (404, "queued")


def test_asking_how_far_it_is_costs_five_queries(desk: Any, batch: Import) -> None:
    press(desk, batch)
    with half_way(), CaptureQueriesContext(connection) as queries:
        assert part(desk, batch).status_code == 200
    assert len(queries) == 5  # session, person, office, import, job


def shown(step: str, done: int, total: int, **counts: int) -> Any:
    batch = Import(counts={"new": 0, "changed": 0, "same": 0, "doubtful": 0, "rejected": 0} | counts)
    return entering(batch=batch, job=Job(state="running", attempts=1), progress=Progress(step, done, total))


@pytest.mark.parametrize(
    ("counts", "steps"),
    [({"new": 100}, ["compare", "clients", "rows"]), ({"changed": 100}, ["compare", "changes", "rows"])],
)
def test_the_bar_only_ever_goes_forward_and_ends_full(counts: dict[str, int], steps: list[str]) -> None:
    marks = [shown(step, done, 100, **counts).percent for step in steps for done in range(0, 101, 10)]
    assert marks == sorted(marks)
    assert (marks[0], marks[-1]) == (0, 100)
    assert len(shown("rows", 0, 1, **counts).steps) == 3


said: Callable[[Job], str] = lambda job: str(  # noqa: E731
    entering(batch=Import(counts={"new": 1}), job=job, progress=Progress()).said
)


def test_what_is_said_before_the_first_step() -> None:
    assert said(Job(state="queued", attempts=0)) == "Menunggu giliran"
    assert said(Job(state="running", attempts=1)) == "Menunggu giliran"
    assert said(Job(state="queued", attempts=1)) == "Dilanjutkan lagi setelah terputus"
    assert said(Job(state="running", attempts=2)) == "Dilanjutkan lagi setelah terputus"
