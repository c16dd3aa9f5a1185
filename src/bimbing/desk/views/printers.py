"""The office's printers: how far each prints off, measured on a test sheet and typed once."""

from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bimbing.cards import actions
from bimbing.cards.forms import MOVES, PrinterForm
from bimbing.cards.pdf import CROSS, Offsets, render_calibration
from bimbing.cards.queries import printers_of
from bimbing.offices.http import StaffRequest, requires, see_other
from bimbing.offices.permissions import Permission

page = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.PRINT_CARD)
@page
def printers(request: StaffRequest) -> HttpResponse:
    """The printers of the office, and a new one."""
    form = PrinterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name, moves = form.cleaned_data["name"], _moves(form)
        try:
            printer = actions.add_printer(name=name, moves=moves, by=request.user, at=timezone.localtime())
        except actions.PrinterExists:
            form.add_error("name", _("The office has a printer of this name."))
        else:
            messages.success(request, _("The printer is added. Print its test sheet and measure it."))
            return see_other("printer", printer.pk)
    context = {"form": form, "printers": printers_of(request.user)}
    return render(request, "desk/printers.html", context, status=422 if form.errors else 200)


@requires(Permission.PRINT_CARD)
@page
def printer(request: StaffRequest, printer_id: int) -> HttpResponse:
    """One printer: its test sheet, its moves; `do=remove` forgets it."""
    kept = get_object_or_404(printers_of(request.user), pk=printer_id)
    at = timezone.localtime()
    if request.method == "POST" and request.POST.get("do") == "remove":
        actions.remove_printer(printer=kept, by=request.user, at=at)
        messages.success(request, _("The printer is forgotten."))
        return see_other("printers")
    initial: dict[str, Any] = {"name": kept.name, "version": kept.version} | {
        column: getattr(kept, column) for column in MOVES
    }
    form = PrinterForm(
        request.POST if request.method == "POST" else None,
        printer=kept,
        initial=initial,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_printer(
                printer=kept,
                version=form.cleaned_data["version"] or 0,
                moves=_moves(form),
                by=request.user,
                at=at,
            )
        except actions.PrinterChanged:
            status = 409
            form.add_error(None, _("Somebody else changed this printer meanwhile. Open the page again."))
        else:
            messages.success(request, _("Saved. Every card on this printer is moved by it."))
            return see_other("printer", printer_id)
    elif form.errors:
        status = 422
    context = {"form": form, "printer": kept, "cross_x": int(CROSS[0]), "cross_y": int(CROSS[1])}
    return render(request, "desk/printer.html", context, status=status)


@requires(Permission.PRINT_CARD)
@require_GET
def printer_test(request: StaffRequest, printer_id: int) -> HttpResponseBase:
    """The test sheet, moved as is kept so far: after a good measurement its cross stands right."""
    kept = get_object_or_404(printers_of(request.user), pk=printer_id)
    moves = {column: float(getattr(kept, column)) for column in MOVES}
    offsets = Offsets((moves["front_right"], moves["front_down"]), (moves["back_right"], moves["back_down"]))
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=1024 * 1024))  # noqa: SIM115  (the response closes it)
    render_calibration(file, printer=kept.name, offsets=offsets)
    file.seek(0)
    return FileResponse(file, filename="lembar-uji.pdf", content_type="application/pdf")


def _moves(form: PrinterForm) -> dict[str, Decimal]:
    return {column: form.cleaned_data[column] for column in MOVES}
