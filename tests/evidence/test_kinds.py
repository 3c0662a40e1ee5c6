import pytest

from dashboard.evidence import kinds
from dashboard.facts import evidence_words


def test_every_arm_type_has_a_kind():
    assert set(kinds.ARM_TYPES) == set(evidence_words.ARM_TYPES)


@pytest.mark.parametrize("arm_type", evidence_words.ARM_TYPES)
def test_a_sham_is_a_sham_and_nothing_else_is(arm_type):
    assert (kinds.kind_of(arm_type) is kinds.SHAM) == arm_type.startswith("sham")


@pytest.mark.parametrize("arm_type", ["dry_needling", "pharmacopuncture", "laser_acupuncture", "auricular_acupuncture"])
def test_other_needles_are_not_called_acupuncture(arm_type):
    assert kinds.kind_of(arm_type) is kinds.RELATED


def test_an_unknown_type_names_the_valid_ones():
    with pytest.raises(ValueError, match="valid: acupuncture"):
        kinds.words_of("moxa")
