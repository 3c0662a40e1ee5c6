import pytest

from dashboard.facts.checks.wording import known_ids, prose_names_no_ids, words_not_for_readers

IDS = frozenset({"kim2020msat", "ret10", "laser_pmc4606147", "10.1000/x"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Much like cho2013 (it lists SI4).", ("cho2013",)),
        ("Kept as acupuncture_combined.", ("acupuncture_combined",)),
        ("Follows witt2006a and kim2020msat.", ("witt2006a", "kim2020msat")),
        ("The arm ret10, and no other.", ("ret10",)),
        ("ret10 and ret10 again", ("ret10",)),
        ("Points from a curation sheet.", ("curation",)),
        ("The sheet is blank.", ("The sheet",)),
        ("Much like the trial of Cho, 2013.", ()),
        ("The kidney lies behind a thin sheet of muscle.", ()),
        ("Between BL23 and EX-B2 at L4, by NICE NG59 and CG88.", ()),
        ("Study cards that quote a textbook of 1999.", ()),
        ("", ()),
    ],
)
def test_ids_and_workshop_words_are_found_and_names_are_not(text, found):
    assert words_not_for_readers(text, IDS) == found


def test_ids_that_are_plain_words_are_no_ids_to_a_reader(sound):
    ids = known_ids(sound)
    assert {"haake2007", "chronic_lbp", "vas_pain_0_100", "cherkin_2009"} <= ids
    assert not {"sham", "pain", "verum"} & ids


def test_no_sentence_of_the_data_names_an_id(sound):
    tally = prose_names_no_ids(sound)
    assert tally.checked > 4000
    assert [str(finding) for finding in tally.findings] == []
