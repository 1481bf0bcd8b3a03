from asn_kinerja.appraisals.wording import NO_PLAN, NO_RATING, NOTES
from asn_kinerja.legal.terms import DutyCondition


def test_every_reason_has_a_text_in_both_languages():
    """Leave, suspension, a missing plan and missing ratings are told to people."""
    codes = {item.value for item in DutyCondition if not item.has_plan} | {NO_PLAN, NO_RATING}
    assert NOTES.keys() == codes
    assert all(text.render("id") != text.render("en") for text in NOTES.values())
