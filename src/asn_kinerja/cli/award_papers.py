"""Write the papers of the awards of a store beside its report."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from asn_kinerja.cli.award_sources import from_run
from asn_kinerja.cli.writing import write_files

if TYPE_CHECKING:
    from asn_kinerja.services.awards import AwardRun

__all__ = ["write_awards"]


def write_awards(runs: "Iterable[AwardRun]", folder: Path, *, lang: str) -> tuple[Path, ...]:
    """Write the papers of awards, each into a folder of its own below ``penghargaan``.

    Args:
        runs: The awards; one whose selection the store holds otherwise has no papers.
        folder: Folder of the results.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The files.

    Raises:
        MissingExtra: If a library for documents is not installed.
        InvalidInput: If the folder cannot be written.
    """
    from asn_kinerja.reports.papers.write import award_files

    written: list[Path] = []
    for run in runs:
        if run.is_kept:
            name = re.sub(r"[^\w.-]+", "-", run.outcome.programme.id).strip(".")
            files = award_files(from_run(run, lang=lang))
            written += write_files(folder / "penghargaan" / (name or "program"), files)
    return tuple(written)
