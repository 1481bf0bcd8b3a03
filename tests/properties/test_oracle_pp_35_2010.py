"""PP 35/2010 against art. 22, walked through month by month with plain dates."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often

POLICY = "pp_35_2010.satyalancana"
NAMES = {0: "belum_memenuhi", 1: "x", 2: "xx", 3: "xxx"}


def later(day, months):
    """Move a first-to-28th day of a month."""
    months += day.year * 12 + day.month - 1
    return date(months // 12, months % 12 + 1, day.day)


def whole(start, end):
    count = 0
    while later(start, count + 1) <= end:
        count += 1
    return count


def decorated(
    *,
    tmt_cpns,
    tanggal_usul,
    items=(),
    tanggal_mulai_cltn=None,
    tanggal_kembali_cltn=None,
    kelas_dimiliki=None,
    penghitungan="mulai_lagi",
):
    """Broken service counts again from the last break; while one lasts, nothing counts."""
    breaks = [one.get("tanggal_selesai_dijalankan") for one in items if one["tingkat"] != "ringan"]
    left, back = tanggal_mulai_cltn, tanggal_kembali_cltn
    away = (left or back) is not None and (left is None or left <= tanggal_usul)
    ends = [*breaks, back] if away else breaks
    start, months = tmt_cpns, whole(tmt_cpns, tanggal_usul)
    level = min(months // 120, 3)
    if ends and penghitungan == "tidak_pernah":
        level = 0
    elif ends and penghitungan == "tahap":
        level = 0
        for number in range(3):
            first, after = later(tmt_cpns, 120 * number), later(tmt_cpns, 120 * number + 120)
            bad = any(day and first <= day < after for day in breaks)
            bad |= away and (left or back) < after and (back is None or back > first)
            level += after <= tanggal_usul and not bad
    elif ends and any(day is None or day > tanggal_usul for day in ends):
        start, months, level = None, 0, 0
    elif ends:
        start = max(tmt_cpns, *ends)
        months = whole(start, tanggal_usul)
        level = min(months // 120, 3)
    held = {None: 0, "x": 1, "xx": 2, "xxx": 3}[kelas_dimiliki]
    return {
        "kelas": NAMES[level],
        "kelas_usul": NAMES[level] if level > held else None,
        "mulai_hitung": start,
        "masa_kerja_bulan": months,
    }


def draw(rng: Random) -> dict:
    entry = date(rng.randint(1985, 2015), rng.randint(1, 12), rng.choice((1, 1, 1, 15)))
    proposal = later(entry, rng.choice((119, 120, 121, 239, 240, 360, rng.randint(0, 420))))
    proposal += timedelta(days=rng.choice((0, 0, 0, 3)))
    proposal = proposal.replace(day=min(proposal.day, 28))
    proposal = max(proposal, entry)

    def day() -> date:
        return later(entry, rng.choice((0, 120, 240, rng.randint(0, 430))))

    case: dict = {"tmt_cpns": entry, "tanggal_usul": proposal}
    if rng.random() < 1 / 2:
        case["items"] = []
        for _ in range(rng.choice((1, 1, 2, 3))):
            item = {"tingkat": rng.choice(("ringan", "sedang", "berat"))}
            if rng.random() < 9 / 10:
                item["tanggal_selesai_dijalankan"] = day()
            case["items"].append(item)
    if rng.random() < 1 / 3:
        days = sorted((day(), day()))
        names = ("tanggal_mulai_cltn", "tanggal_kembali_cltn")
        case |= rng.choice(
            (dict(zip(names, days, strict=True)), {names[0]: days[0]}, {names[1]: days[1]})
        )
    if rng.random() < 1 / 3:
        case["kelas_dimiliki"] = rng.choice(("x", "xx", "xxx"))
    if rng.random() < 1 / 2:
        case["penghitungan"] = rng.choice(("mulai_lagi", "tahap", "tidak_pernah"))
    return case


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_article(rng):
    """Class, start and months are what the article gives."""
    agree(POLICY, draw, decorated, rng=rng)


def test_the_pack_agrees_with_the_article_ten_thousand_times():
    """Ten thousand random careers earn what the article gives."""
    agree_often(POLICY, draw, decorated)
