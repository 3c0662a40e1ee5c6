from bench.lighthouse import CATEGORIES, METRICS, scores


def test_scores_are_of_a_hundred_and_a_missing_one_counts_as_nothing():
    report = {
        "categories": {name: {"score": 0.97} for name in CATEGORIES} | {"seo": {"score": None}},
        "audits": {name: {"numericValue": 12.5} for name in METRICS},
    }
    found = scores(report)
    assert found["performance"] == 97
    assert found["seo"] == 0
    assert found["total-blocking-time"] == 12.5
