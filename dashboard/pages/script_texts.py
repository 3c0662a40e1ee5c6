"""What scripts say, by key. The page hands the texts over in its own language; no script holds a word of English.

It must not know when a text is said.
"""

from __future__ import annotations

import json

from dashboard.language.marks import N_, NN_
from dashboard.language.translator import Translator

TEXTS: dict[str, str | tuple[str, str]] = {
    # any page
    "tryAgain": N_("Try again"),
    "loading": N_("Loading…"),
    "addressCopied": N_("The address of this page was copied."),
    "copied": N_("Copied"),
    "addressOfPage": N_("Address of this page"),
    "addressNotCopied": N_("The address could not be copied by itself. It is chosen in the field: copy it from there."),
    "asFile": N_("of this figure, save as a file"),
    "savedAs": N_("Saved as {file}."),
    "saved": N_("Saved"),
    "notSavedWhy": N_("The figure could not be saved: {why}."),
    "notSaved": N_("Not saved"),
    # the map
    "leftSide": N_("left side"),
    "rightSide": N_("right side"),
    "midline": N_("midline"),
    "trialsFor": NN_("{n} trial for {question}", "{n} trials for {question}"),
    "noTrialFor": N_("no trial with results for {question}"),
    "overZones": N_("over the {zones}"),
    "schematic": N_("{zone} (schematic)"),
    "whichOne": N_("Close together here. Which one?"),
    "bodyViewFemale": N_("{view}, female body"),
    "bodyViewMale": N_("{view}, male body"),
    "pictureFailed": N_("The picture of the body could not be loaded. The list below has every point."),
    "trials": NN_("{n} trial", "{n} trials"),
    "listStatus": N_(
        "{all} points. Trials with results for {question} needled {studied} of them; a trial tests a whole"
        " prescription, never one point."
    ),
    "nothingFound": N_(
        "No point in this atlas matches “{words}”. Try a code (BL23), a name (shenshu) or a level (L2)."
    ),
    "pointsFound": NN_("{n} point found", "{n} points found"),
    "pointsFoundFirst": N_("{n} points found, the first {most} are listed"),
    # the panel
    "factsLoading": N_("Loading the facts of {point}…"),
    "factsFailed": N_("The facts of {point} could not be loaded. Check the connection."),
    "readAboutIt": N_("Read about it"),
    "panelShown": N_("{point}, {english}. Its panel is shown."),
    "chartFailed": N_("The chart could not be loaded. The table below has the same figures."),
    "recordsLoading": N_("Loading the records…"),
    "recordsFailed": N_("The records could not be loaded."),
    # the comparison
    "comparing": N_("Comparing {points}"),
    "comparedAs": N_("compared, number {number}"),
    "seeComparison": N_("See the comparison"),
    "comparisonClosed": N_("Comparison closed"),
    "takeOut": N_("Take {point} out of the comparison"),
    "closeComparison": N_("Close comparison"),
    "isCompared": N_("{point} is in the comparison"),
    "comparisonFull": N_("Comparison is full ({most})"),
    "addToComparison": N_("Add to comparison"),
    "compareWith": N_("Compare {point} with…"),
    "chooseAnother": N_("Choose another point on the body and add it. Up to three."),
    "comparisonFailed": N_("The comparison could not be loaded. Check the connection."),
    "oneScale": N_("Needling as each source prints it. All strips are on one scale, 0 to {mm} mm."),
}


def island(say: Translator) -> str:
    """Give the texts in one language as JSON for a page's `texts` element; a text with a number has all its forms."""
    texts = {key: say.forms(*text) if isinstance(text, tuple) else say.text(text) for key, text in TEXTS.items()}
    given = {"lang": say.language.code, "tag": say.language.tag, "places": say.plural_places(), "texts": texts}
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
