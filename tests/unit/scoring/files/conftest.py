"""One sound policy file, and how to read what is made of it."""

from pathlib import Path

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.scoring.files.reading import read_policy_text

EXAMPLE = Path(__file__).parents[4] / "examples" / "policies" / "nilai_kinerja.toml"


@pytest.fixture(scope="session")
def sound():
    """The text of a policy file without a mistake."""
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def find():
    """Gives the policies of the law packs by id."""
    with open_workspace() as workspace:
        return workspace.policies.get


@pytest.fixture
def read(find):
    """Reads the text of a policy file."""
    return lambda text: read_policy_text(text, name="uji.toml", find=find)


@pytest.fixture
def change(sound):
    """Gives the sound file with some texts replaced, each of which must be there."""

    def make(*pairs):
        text = sound
        for before, after in pairs:
            assert before in text, before
            text = text.replace(before, after, 1)
        return text

    return make
