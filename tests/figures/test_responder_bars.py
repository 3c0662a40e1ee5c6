from xml.etree import ElementTree

import pytest

from dashboard.evidence.kinds import ACUPUNCTURE, SHAM
from dashboard.evidence.people_counts import ArmShare, Cases, Counted, SharesAtTime
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.trial_responders import trial_responders
from dashboard.figures.responder_bars import LEFT, RIGHT, responder_bars, responder_summary, responders_summary


def share(better=None, counted=None, randomised=None, percent=None, kind=ACUPUNCTURE):
    cases = Cases(better, counted, randomised) if randomised else None
    return ArmShare(kind.label, kind, cases, better, counted, percent, None, randomised, "abstract", ("x",))


def counted(*arms):
    return Counted("x", "X 2000", "Responders", "by half", (SharesAtTime("week 8", arms),))


def drawn(*arms):
    return ElementTree.fromstring(responder_bars(counted(*arms), "b"))


def of_class(root, name):
    return [node for node in root.iter() if name in (node.get("class") or "").split()]


def width(node):
    return float(node.get("width")) / (RIGHT - LEFT)


@pytest.mark.parametrize(("better", "of", "randomised"), [(16, 34, 34), (34, 36, 40), (0, 10, 12), (10, 10, 10)])
def test_lengths_are_shares_of_everyone_randomised(better, of, randomised):
    root = drawn(share(better, of, randomised))
    (bar,) = of_class(root, "share-better")
    assert width(bar) == pytest.approx(better / randomised, abs=1e-3)
    lost = of_class(root, "share-lost")
    assert [width(node) for node in lost] == pytest.approx(
        [(randomised - of) / randomised] * bool(randomised - of), abs=1e-3
    )
    for node in lost:
        assert float(node.get("x")) == pytest.approx(float(bar.get("x")) + float(bar.get("width")), abs=0.02)
        assert node.get("fill") == "url(#b-hatch)"


def test_a_per_cent_without_a_count_is_a_mark_and_no_bar():
    root = drawn(share(percent=47.6))
    assert not of_class(root, "share-better")
    assert not of_class(root, "share-rest")
    (mark,) = of_class(root, "share-printed")
    x = float(mark.get("d").split()[0][1:])
    assert (x - LEFT) / (RIGHT - LEFT) == pytest.approx(0.476, abs=1e-3)


def test_counts_without_a_known_number_randomised_have_no_lost_and_say_so():
    root = drawn(share(27, 53))
    assert not of_class(root, "share-lost")
    assert "number randomised to this arm not known" in " ".join(root.itertext())


def test_the_picture_is_named_and_tells_itself():
    root = drawn(share(34, 36, 40), share(percent=20.0, kind=SHAM))
    assert root.get("role") == "img"
    told = responder_summary(counted(share(34, 36, 40), share(percent=20.0, kind=SHAM)))
    assert told == (
        "Week 8: Acupuncture, between 34 and 38 of 40 better: 34 of 36 counted, 4 not counted; "
        "Sham, 20 % as printed; no count printed."
    )
    assert told in "".join(root.itertext())


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_trial_of_the_data_is_drawn(facts, question):
    for one in trial_responders(facts, question).named:
        root = ElementTree.fromstring(responder_bars(one, "b"))
        assert len(of_class(root, "share-arm")) >= len(one.arms)


@pytest.mark.parametrize(
    ("question", "point", "told"),
    [
        (
            "chronic",
            "",
            "for 4 of 32 trials of chronic low back pain: 1 with counts out of everyone randomised, 3 with",
        ),
        ("acute", "", "Of 12 trials of acute low back pain, none has people who got better"),
        ("upper", "SI3", "that needled SI3 for upper back and neck pain, none has people who got better"),
    ],
)
def test_the_summary_says_how_much_is_known(facts, question, point, told):
    assert told in responders_summary(trial_responders(facts, question, point))
