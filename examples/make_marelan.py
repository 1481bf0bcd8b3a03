"""Make the sample workbook of Kecamatan Medan Marelan; the same file on each run.

python examples/make_marelan.py [FILE.xlsx]
"""

import random
import sys
from pathlib import Path

from marelan.cast import Cast
from marelan.conduct import build_conduct
from marelan.judging import build_judgements
from marelan.office import build_office
from marelan.plans import build_plans
from marelan.programme import build_programme
from marelan.surveys import build_surveys
from marelan.training import build_training

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.converters.workbook.writing import write_workbook
from asn_kinerja.population import sample_path

SEED = 2025


def make() -> RecordBatch:
    """Make the records of the sample.

    Returns:
        The records.
    """
    cast = Cast(chance=random.Random(SEED))  # noqa: S311 - a sample, no secret
    for build in (
        build_office, build_plans, build_judgements, build_training, build_conduct,
        build_programme, build_surveys,
    ):  # fmt: skip
        build(cast)
    return RecordBatch(cast.records)


def main() -> None:
    """Write the workbook and read it back."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else sample_path()
    batch = make()
    write_workbook(path, batch)
    if read_workbook(path) != batch:
        sys.exit("the workbook does not give the records back")
    for name, count in batch.counts().items():
        print(f"{count:6} {name}")


if __name__ == "__main__":
    main()
