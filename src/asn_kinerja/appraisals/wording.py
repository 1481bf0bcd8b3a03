"""Why somebody has no predicate: codes of `Appraisal.note` and their texts for people."""

from collections.abc import Mapping
from types import MappingProxyType

from asn_kinerja.legal.terms import DutyCondition
from asn_kinerja.legal.wording import Wording

__all__ = ["NOTES", "NO_PLAN", "NO_RATING"]

NO_PLAN = "skp_belum_ada"
NO_RATING = "rating_belum_ada"

NOTES: Mapping[str, Wording] = MappingProxyType(
    {
        DutyCondition.CLTN.value: Wording(
            "Cuti di luar tanggungan negara: tidak ada kewajiban SKP",
            "Unpaid leave outside state responsibility (CLTN): no plan is due",
        ),
        DutyCondition.MPP.value: Wording(
            "Masa persiapan pensiun: tidak ada kewajiban SKP",
            "Pre-retirement leave (MPP): no plan is due",
        ),
        DutyCondition.DIBERHENTIKAN_SEMENTARA.value: Wording(
            "Diberhentikan sementara: tidak ada kewajiban SKP",
            "Suspended: no plan is due",
        ),
        NO_PLAN: Wording(
            "Belum dinilai: SKP untuk penugasan ini belum ada",
            "Not yet appraised: there is no plan for this assignment",
        ),
        NO_RATING: Wording(
            "Belum dinilai: pejabat penilai belum memberi rating",
            "Not yet appraised: the appraiser has not given ratings",
        ),
    }
)
