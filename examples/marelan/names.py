"""Names put together from common first names, so that they are nobody's."""

import random

_MEN = [
    "Ahmad",
    "Andi",
    "Bagus",
    "Bambang",
    "Bayu",
    "Budi",
    "Candra",
    "Dani",
    "Dedi",
    "Dimas",
    "Edi",
    "Eko",
    "Fajar",
    "Fikri",
    "Galih",
    "Hadi",
    "Hendra",
    "Ilham",
    "Indra",
    "Irfan",
    "Joko",
    "Kurnia",
    "Lukman",
    "Mulia",
    "Nanda",
    "Okta",
    "Pandu",
    "Rahmat",
    "Rizki",
    "Satria",
    "Surya",
    "Taufik",
    "Umar",
    "Wahyu",
    "Yoga",
    "Zaki",
]
_WOMEN = [
    "Anisa",
    "Ayu",
    "Bunga",
    "Citra",
    "Desi",
    "Dewi",
    "Dian",
    "Eka",
    "Elsa",
    "Fitri",
    "Gita",
    "Hana",
    "Indah",
    "Intan",
    "Kartika",
    "Laras",
    "Lestari",
    "Mawar",
    "Maya",
    "Mega",
    "Melati",
    "Nabila",
    "Nia",
    "Novita",
    "Nur",
    "Puspa",
    "Putri",
    "Ratna",
    "Rani",
    "Rina",
    "Sari",
    "Sinta",
    "Siti",
    "Tari",
    "Wulan",
    "Yuni",
]
_DEGREES = {"s2": ", M.Si.", "s1_d4": ", S.Sos.", "d3": ", A.Md.", "d2_d1_slta": ""}
_OTHER = (", S.E.", ", S.Sos.", ", S.H.", ", S.Kom.", ", S.IP.", ", S.AP.")


class Names:
    """Draws names without repetition.

    Args:
        chance: The seeded generator.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._used: set[str] = set()

    def draw(self, *, woman: bool, education: str) -> str:
        """Give a new name with a degree that fits the education."""
        pool = _WOMEN if woman else _MEN
        while True:
            first, second = self._chance.sample(pool, 2)
            name = f"{first} {second}"
            if name not in self._used:
                self._used.add(name)
                break
        degree = _DEGREES[education]
        if education == "s1_d4":
            degree = self._chance.choice(_OTHER)
        return name + degree
