"""Lines of a calendar by RFC 5545, read back by a reader that shares nothing with the writer."""

import re

from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.reports.calendar import escape_text, fold_line

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=300)


def _unfold(lines):
    """Join what was folded, as section 3.1 says."""
    return lines.replace("\r\n ", "").removesuffix("\r\n")


def _unescape(value):
    """Read a text value, as section 3.3.11 says."""
    meant = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
    return re.sub(r"\\[\\;,nN]", lambda found: meant[found[0]], value)


@given(TEXTS)
def test_a_folded_line_comes_back_and_is_never_too_long(text):
    """Every line has at most 75 octets, is whole UTF-8, and unfolding gives the text."""
    line = "SUMMARY:" + escape_text(text)
    folded = fold_line(line)
    parts = folded.encode().split(b"\r\n")
    assert parts[-1] == b""
    assert max(map(len, parts)) <= 75
    assert [part.decode() for part in parts]
    assert all(part.startswith(b" ") for part in parts[1:-1])
    assert _unfold(folded) == line


@given(TEXTS)
def test_an_escaped_text_comes_back(text):
    """All but control characters comes back; line ends become one kind."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        sign for sign in kept if sign in "\n\t" or not (ord(sign) < 32 or ord(sign) == 127)
    )
    value = escape_text(text)
    assert _unescape(value) == kept
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)


def test_what_would_break_a_line_is_escaped():
    """A name cannot end an event and begin another."""
    nasty = "Kursus\r\nEND:VEVENT\r\nBEGIN:VEVENT; x, y\\z"
    assert escape_text(nasty) == "Kursus\\nEND:VEVENT\\nBEGIN:VEVENT\\; x\\, y\\\\z"
    assert fold_line("a" * 76).split("\r\n") == ["a" * 75, " a", ""]
    assert fold_line("é" * 38).split("\r\n") == ["é" * 37, " é", ""]
