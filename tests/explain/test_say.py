import pytest

from dashboard.explain.say import Say, english, messages


@pytest.mark.parametrize(
    ("say", "text"),
    [
        (Say("It may help."), "It may help."),
        (Say("{n} of {total} people got better.", {"n": 48, "total": 100}), "48 of 100 people got better."),
        (Say("Of {total} people", {"total": 229230}), "Of 229,230 people"),
        (Say("{low} to {high}", {"low": -2.5, "high": 0.50}), "−2.5 to 0.5"),
        (Say("with {arm}", {"arm": Say("sham needles")}), "with sham needles"),
        (Say("{who}, {year}", {"who": "WHO", "year": "2023"}), "WHO, 2023"),
        (Say.plural("One trial.", "{n} trials.", 1), "One trial."),
        (Say.plural("One trial.", "{n} trials.", 0), "0 trials."),
        (Say.plural("One trial of {of}.", "{n} trials of {of}.", 1200, {"of": "pain"}), "1,200 trials of pain."),
    ],
)
def test_a_sentence_in_english(say, text):
    assert english(say) == text


@pytest.mark.parametrize(
    ("text", "values", "many", "n"),
    [
        ("{a}", {}, "", None),
        ("a", {"a": 1}, "", None),
        ("{a}", {"b": 1}, "", None),
        ("one", {}, "{n} many", None),
        ("one", {}, "", 3),
        ("one", {"x": 1}, "{n} many", 3),
    ],
)
def test_fields_and_values_must_match(text, values, many, n):
    with pytest.raises(ValueError, match=r"asks for|needs both"):
        Say(text, values, many, n)


def test_a_sentence_cannot_be_changed_and_can_be_kept_in_a_set():
    say = Say("{a}", {"a": 1})
    with pytest.raises(TypeError):
        say.values["a"] = 2
    assert len({say, Say("{a}", {"a": 1})}) == 1
    assert say != Say("{a}", {"a": 2})


def test_messages_are_every_text_a_translator_meets():
    say = Say.plural("One trial with {arm}.", "{n} trials with {arm}.", 2, {"arm": Say("sham care")})
    assert messages(say) == (("One trial with {arm}.", "{n} trials with {arm}."), ("sham care", ""))
