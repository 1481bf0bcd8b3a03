"""What a terminal shows: nothing that moves it, and no NIP of the staff."""

from io import StringIO

import pytest
from rich.console import Console

from asn_kinerja.cli.telling import plain, print_problems, print_remarks, without_nip
from asn_kinerja.errors import InvalidInput, InvalidWorkbook, Problem

NIP = "197505122000031001"


@pytest.fixture
def console():
    """A terminal whose text can be read."""
    return Console(file=StringIO(), width=400, highlight=False)


def test_signs_that_steer_a_terminal_are_marked():
    """Escapes, bells and turned writing are shown as a mark; markup is text, money stays."""
    assert plain("a\x1b[2Jb\x07\u202ec") == "a\ufffd[2Jb\ufffd\ufffdc"
    assert plain("dua\nbaris") == "dua baris"
    assert plain("[bold]x[/bold]") == "\\[bold]x\\[/bold]"
    assert plain("Rp\u00a012.500") == "Rp\u00a012.500"


def test_of_a_nip_the_last_digits_stay():
    """Birth date and start of service go; other numbers stay."""
    assert without_nip(f"Nominasi ASN-2025/{NIP}") == "Nominasi ASN-2025/…1001"
    assert without_nip("12345678901234567890") == "12345678901234567890"


def test_remarks_name_the_sheet_and_no_nip(console):
    """A remark is told once, with the sheet where people look for it."""
    remark = Problem("absolute_target", f"PerformancePlan[SKP-{NIP}].IK-1", value="semua")
    print_remarks([remark, remark], console=console, lang="id")
    shown = console.file.getvalue()
    assert shown.startswith("! SKP SKP-…1001, IK-1: ")
    assert shown.count("\n") == 1
    assert NIP not in shown


@pytest.mark.parametrize(("kind", "shown"), [(InvalidWorkbook, True), (InvalidInput, False)])
def test_values_of_cells_are_shown_to_their_owner(console, kind, shown):
    """Who typed a NIP into a cell has to find it; other errors go to logs."""
    error = kind(Problem("unknown_reference", "Penugasan!B7", value=NIP, cure="Pegawai"))
    print_problems(error, console=console, lang="id")
    assert (NIP in console.file.getvalue()) is shown
