import numpy as np
import pytest

from dashboard.body import landmarks, points, tables


@pytest.fixture
def quiet(monkeypatch):
    """Writing without a body: only the check of the gap is left."""
    monkeypatch.setattr(landmarks, "table_rows", lambda frames, sds: [])
    monkeypatch.setattr(points, "rows", lambda body, spots: [])
    return monkeypatch


@pytest.mark.parametrize(("gap_cm", "allowed"), [(0.0, True), (0.19, True), (0.21, False)])
def test_a_point_off_the_skin_stops_the_build(quiet, tmp_path, gap_cm, allowed):
    (tmp_path / "data/body").mkdir(parents=True)
    quiet.setattr(points, "gaps_cm", lambda frame, spots: np.array([gap_cm]))
    placed = {"female": tables.Placed(None, (), {})}
    if allowed:
        assert tables.write_tables(tmp_path, placed) == gap_cm
    else:
        with pytest.raises(ValueError, match=r"0\.21 cm from the skin, more than 0\.2 cm"):
            tables.write_tables(tmp_path, placed)
    assert (tmp_path / landmarks.PATH).read_text().startswith("body,landmark,side")
    assert (tmp_path / points.LOCATED).read_text().startswith("body,code,side")
