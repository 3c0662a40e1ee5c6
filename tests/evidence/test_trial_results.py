import pytest

from dashboard.evidence.trial_results import LOCAL, trial_results


def panels(facts, study):
    return trial_results(facts, study).panels


def test_every_figure_and_every_difference_stands_in_exactly_one_table(facts):
    for study in facts.trials:
        trial, results = facts.of_trial(study), trial_results(facts, study)
        assert len(results.figures) + len(results.shares) + len(results.local) == len(trial.outcomes), study
        assert len(results.differences) + len(results.local_differences) == len(trial.contrasts), study


def test_local_criteria_stand_apart_and_are_never_drawn(facts):
    for study in facts.trials:
        results = trial_results(facts, study)
        named = [*results.figures, *results.shares]
        assert not any(result.row.measure.endswith(LOCAL) for result in named)
        assert all(result.row.measure.endswith(LOCAL) for result in results.local)
        assert not any(LOCAL in panel.measure for panel in results.panels)
        assert not any(one.comparison.measure.endswith(LOCAL) for one in results.differences)


def test_the_measures_of_brinkhaus_stand_each_apart_pain_first(facts):
    assert [(p.measure, p.form, p.better, len(p.lines)) for p in panels(facts, "brinkhaus2006")] == [
        ("Pain (VAS 0-100)", "level", "lower", 2),
        ("Pain (VAS 0-100)", "change", "lower", 3),
        ("Bodily pain (SF-36; higher is better)", "level", "higher", 2),
        ("Hannover function questionnaire (0-100; higher is better)", "level", "higher", 2),
        ("Pain Disability Index (0-70)", "level", "lower", 2),
    ]


def test_a_level_is_placed_on_0_to_100_and_keeps_its_direction(facts):
    by_measure = {panel.measure: panel for panel in panels(facts, "brinkhaus2006") if panel.form == "level"}
    disability = by_measure["Pain Disability Index (0-70)"]
    assert disability.printed == "0 to 70"
    # 28.9 of 70 is 41.29 of 100.
    assert [reading.value for reading in disability.lines[0].readings] == [41.29, 27.57, 27.14]
    assert [reading.printed for reading in disability.lines[0].readings] == ["28.9", "19.3", "19"]
    hannover = by_measure["Hannover function questionnaire (0-100; higher is better)"]
    assert [reading.value for reading in hannover.lines[0].readings] == [57.1, 66.0, 66.0]


def test_an_improvement_stays_an_improvement_with_its_interval(facts):
    (panel,) = panels(facts, "irnich2001")
    assert (panel.form, panel.better) == ("change", "higher")
    needled = next(line for line in panel.lines if line.arm == "acupuncture")
    (reading,) = needled.readings
    assert (reading.value, reading.low, reading.high, reading.n) == (24.22, 16.5, 31.9, 51)


def test_an_uncertain_direction_is_drawn_as_uncertain(facts):
    directions = {panel.measure: panel.better for panel in panels(facts, "pach2013")}
    assert directions["Hannover function questionnaire (0-100; higher is better)"] == ""
    assert directions["Pain (VAS 0-100)"] == "lower"


@pytest.mark.parametrize(
    ("study", "measure", "points"),
    [
        ("brinkhaus2006", "Pain (VAS 0-100)", 15.0),
        ("meng2003", "Roland-Morris disability (0-24)", 20.8),
        ("cho2014", "Pain (VAS 0-10 cm)", 13.0),
        ("cho2014", "Neck Disability Index (0-50)", 20.0),
        ("cherkin2001", "Roland-Morris disability (modified; 0-23)", None),
        ("tu2024", "Leg pain (VAS 0-100)", None),
        ("qin2020", "Roland-Morris disability (0-24)", None),
    ],
)
def test_the_smallest_change_that_matters_belongs_to_the_measure_and_the_people(facts, study, measure, points):
    found = {panel.measure: panel.smallest for panel in panels(facts, study)}[measure]
    assert (found.points if found else None) == points
    assert found is None or (found.note and found.sources)


def test_every_figure_is_drawn_or_says_why_not(facts):
    for study in facts.trials:
        results = trial_results(facts, study)
        drawn = sum(len(line.readings) for panel in results.panels for line in panel.lines)
        listed = [result.row for result in (*results.figures, *results.shares, *results.local)]
        assert sum(not row.why_not for row in listed) == drawn, study


def test_every_panel_compares_at_least_two_arms_and_holds_its_values(facts):
    for study in facts.trials:
        for panel in panels(facts, study):
            assert len(panel.lines) > 1, (study, panel.measure)
            for line in panel.lines:
                assert all(panel.low <= r.value <= panel.high for r in line.readings)


def test_counts_are_out_of_everyone_counted(facts):
    results = trial_results(facts, "guerreirodasilva2004")
    assert [(result.counted, result.row.printed) for result in results.shares] == [
        ("21 of 27", "78 (per cent of patients)"),
        ("5 of 34", "15 (per cent of patients)"),
    ]
    assert all(not result.counted for result in trial_results(facts, "haake2007").shares)
