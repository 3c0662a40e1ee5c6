"""Every point has its place on both bodies, or a reason why not. It must not know how places are computed."""

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records
from dashboard.facts.vocabulary import BODIES

SIDES = {"midline": ({"mid"},), "bilateral": ({"left", "right"},), "any": ({"left", "right"}, {"mid"})}


def points_are_located(records: Records) -> Tally:
    """Each point lies on both bodies, on the sides it should, or is listed as not located with a reason."""
    tally = Tally("points")
    reasons = records.ids("not_located")
    places: dict[tuple[str, str], set[str]] = {}
    for row in records.rows("located"):
        places.setdefault((row.cells["code"], row.cells["body"]), set()).add(row.cells["side"])
    for row in records.facts("points"):
        code, expected = row.fact.code, SIDES[row.fact.sides]
        found = [places.get((code, body), set()) for body in BODIES]
        if code in reasons:
            tally.test(not any(found), row, "code", "located, yet listed in not_located.csv")
        elif tally.test(all(found), row, "code", "not on both bodies and not in not_located.csv"):
            good = all(sides in expected for sides in found)
            tally.test(good, row, "sides", f"located on {sorted(set().union(*found))}", tuple(sorted(expected[0])))
    tally.checked = len(records.rows("points"))
    known = records.ids("points")
    for row in records.rows("not_located"):
        tally.test_id(row.cells["code"], row, "code", known, "point")
    return tally


def landmarks_are_uncertain(records: Records) -> Tally:
    """Every landmark and point has a spread above 0, a basis, and a normal of length 1 where it has one."""
    tally = Tally("places")
    for table in ("landmarks", "located"):
        for row in records.facts(table):
            tally.test(row.fact.sd_mm > 0, row, "sd_mm", "nothing on a body is known exactly; expected above 0")
    for row in records.facts("located"):
        length = (row.fact.nx**2 + row.fact.ny**2 + row.fact.nz**2) ** 0.5
        tally.test(abs(length - 1) < 0.01, row, "nx", f"the normal is {length:.3f} long; expected 1")
    return tally
