"""Run the command line: `python -m asn_kinerja` and the script `asn-kinerja`.

Layer 13. May import `cli`, and says which extra brings it when it cannot run.
"""

import gc
import sys

from asn_kinerja._extras import require
from asn_kinerja.errors import MissingExtra

__all__ = ["main"]

_RARELY = 100_000  # new containers between two collections


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        require("typer", extra="cli", feature="asn-kinerja")
        require("rich", extra="cli", feature="asn-kinerja")
    except MissingExtra as error:
        sys.exit(f"{error.render('id')}\n{error.render('en')}")
    from asn_kinerja.cli.app import app

    # A command makes thousands of records without circles and ends: looking for circles among
    # them again and again takes a third of its time.
    gc.set_threshold(_RARELY)
    app()


if __name__ == "__main__":
    main()
