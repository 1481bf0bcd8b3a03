"""What a step is called that has no name of its own: its kind in plain words."""

from asn_kinerja.legal.wording import Wording

__all__ = ["KIND_NAMES"]

KIND_NAMES = {
    "add": Wording("jumlah", "sum"),
    "addmonths": Wording("tanggal sesudah sekian bulan", "date some months later"),
    "and": Wording("semua syarat", "all conditions"),
    "bands": Wording("rentang", "band"),
    "choose": Wording("pilihan", "choice"),
    "clip": Wording("nilai yang dibatasi", "value within limits"),
    "compare": Wording("perbandingan", "comparison"),
    "count": Wording("banyaknya", "number"),
    "items": Wording("rekapitulasi", "summary"),
    "latest": Wording("tanggal terakhir", "latest date"),
    "lookup": Wording("tabel", "table"),
    "matrix": Wording("matriks", "matrix"),
    "max": Wording("nilai terbesar", "largest value"),
    "min": Wording("nilai terkecil", "smallest value"),
    "multiply": Wording("hasil kali", "product"),
    "not": Wording("kebalikan", "opposite"),
    "or": Wording("salah satu syarat", "any of the conditions"),
    "override": Wording("nilai yang ditetapkan", "value that was set"),
    "ratio": Wording("hasil bagi", "ratio"),
    "resultof": Wording("hasil kebijakan lain", "result of another policy"),
    "round": Wording("pembulatan", "rounding"),
    "subtract": Wording("selisih", "difference"),
    "undetermined": Wording("tidak dapat ditetapkan", "cannot be determined"),
    "weightedmean": Wording("rata-rata tertimbang", "weighted mean"),
    "wholemonths": Wording("bulan penuh", "whole months"),
}
