"""The invented clinic: the same from the same parameters, equal to its import, and said to be invented."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from dashboard.outcomes import demo
from dashboard.outcomes.columns import QUESTIONS
from dashboard.outcomes.cube import read
from dashboard.outcomes.disclosure import publish

ROOT = Path(__file__).resolve().parents[2]
FEW = dataclasses.replace(demo.DemoClinic(), episodes=120)


@pytest.fixture(scope="module")
def made(facts):
    return demo.cube(facts)


def test_it_equals_the_import_of_its_own_rows(facts, tmp_path):
    importing = pytest.importorskip("dashboard.outcomes.importing", exc_type=ImportError)
    from dashboard.outcomes.report import Report
    from dashboard.outcomes.scales import scales_of

    rows, adverse = tmp_path / "rows.csv", tmp_path / "adverse.csv"
    demo.write_rows(rows, adverse, FEW)
    report = Report()
    request = importing.Request(files=(rows,), to=tmp_path / "cube", adverse=(adverse,))
    imported = importing.run(request, scales_of(facts), report)
    mine = demo.cube(facts, FEW)
    assert report.faults == 0
    assert imported == mine
    for name in ("rows_good", "episodes", "without_start", "adverse_good", "months", "rules", "facts"):
        assert getattr(imported.manifest, name) == getattr(mine.manifest, name), name


def test_the_demo_on_disk_is_what_the_parameters_make(facts, made, tmp_path):
    folder = ROOT / "data" / demo.FOLDER
    assert read(folder) == made, "run: python -m dashboard.outcomes demo"
    assert read(folder).manifest.facts == made.manifest.facts, "run: python -m dashboard.outcomes demo"
    demo.write(facts, tmp_path)
    assert (tmp_path / "manifest.json").read_bytes() == (folder / "manifest.json").read_bytes()
    assert sum(file.stat().st_size for file in folder.iterdir()) < 400_000


def test_it_says_that_it_is_invented(made):
    assert made.manifest.demo
    assert dict(demo.parameters()) == made.manifest.parameters
    assert "invented" in made.manifest.parameters["what it is"]
    assert publish(made).demo


def test_all_of_its_points_are_in_the_atlas(facts):
    assert set(demo.LOW_BACK) | set(demo.UPPER_BACK) <= set(facts.points)


def test_its_parameters_are_shares():
    clinic = demo.DemoClinic()
    for shares in (clinic.clinics.values(), clinic.ages, clinic.sexes, [c.share for c in clinic.complaints.values()]):
        assert sum(shares) == pytest.approx(1)
    assert tuple(clinic.complaints) == QUESTIONS
    assert list(clinic.lost.values()) == sorted(clinic.lost.values())


def test_its_losses_are_those_of_its_parameters():
    rows = demo.Rows()
    lost = 1 - rows.present.mean(axis=0)
    assert lost == pytest.approx([0, *rows.clinic.lost.values()], abs=0.03)
    assert rows.needled.any(axis=1).all()


def test_another_seed_makes_other_rows_and_the_same_seed_the_same():
    again, other = demo.Rows(FEW), demo.Rows(dataclasses.replace(FEW, seed=1))
    assert np.array_equal(demo.Rows(FEW).scores["nrs"], again.scores["nrs"])
    assert not np.array_equal(other.scores["nrs"], again.scores["nrs"])


def test_what_is_published_of_it_shows_every_kind_of_hiding(made):
    published = publish(made)
    assert published.questions() == QUESTIONS
    lines = published.lines("chronic_lbp", "nrs", "*", "sex")
    assert [line.label for line in lines] == ["female", "male and other together"]
    words = {cell.word for key in published.parts for line in published.lines(*key) for cell in line.cells}
    assert words == {"", published.hidden_word}
    assert all(published.harms[question, "*"].any_event for question in QUESTIONS)
