"""The named checks that guard `data/`: each looks at every record and says what it found wrong.

A check's name is the sentence it proves; `python -m dashboard.facts` prints one line for each.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dashboard.facts.checks import (
    bodies,
    cautions,
    clinic,
    codes,
    depths,
    figures,
    files,
    frequencies,
    freshness,
    joins,
    places,
    pool_rows,
    pools,
    prose,
    provenance,
    statements,
    wording,
    zones,
)
from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records

Check = Callable[[Records], Tally]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "every table can be read": files.tables_can_be_read,
        "every file is a table, or an example labelled demo": files.files_are_accounted_for,
        "cells are tidy": files.cells_are_tidy,
        "ids join": joins.ids_join,
        "codes are WHO codes or listed extra points": codes.codes_are_who,
        "channels match codes": codes.channels_match_codes,
        "levels are levels": places.levels_are_levels,
        "level and lateral distance agree with the rule": places.levels_agree_with_rules,
        "GV, CV and BL points run in order": places.channels_run_in_order,
        "depth units and ranges are sane": depths.depths_are_sane,
        "depths over lung, kidney and canal are in line": depths.depths_over_structures_are_in_line,
        "a source prints its depths in one unit": depths.one_unit_a_source,
        "measured depths are sane": depths.measured_depths_are_sane,
        "every fact has a source and a status": provenance.facts_have_a_source,
        "nothing from memory": provenance.nothing_from_memory,
        "every source can be opened": provenance.sources_can_be_opened,
        "sources say when they were compared and why they are marked": freshness.sources_say_when_and_why,
        "every reported trial can be found": provenance.trials_can_be_found,
        "protocols and registry records have no results": provenance.plans_have_no_results,
        "figures are possible": figures.figures_are_possible,
        "intervals hold their value": figures.intervals_hold_their_value,
        "counts, shares and rates agree": figures.counts_agree,
        "counts of use and their shares agree": frequencies.frequencies_agree,
        "no group outgrows its arm": figures.groups_fit_their_arms,
        "statistics match their kind and scale": figures.statistics_match_their_kind,
        "signed effects are the printed ones, turned": figures.signed_effects_are_turned,
        "a repeated effect repeats a row that is counted": figures.repeated_effects_are_there,
        "scales run from small to large": figures.scales_have_order,
        "a clinic's measures are those of the evidence": clinic.clinic_measures_agree,
        "a pool answers one question": pools.pools_answer_one_question,
        "arms of a pool fit its comparison": pools.pool_arms_fit_their_comparison,
        "measures and times of a pool belong to it": pools.pool_measures_and_times_belong,
        "nothing is counted twice in a pool": pools.nothing_is_counted_twice,
        "every figure of a pool is there, once and whole": pool_rows.pool_figures_are_there,
        "every candidate of a pool is in it, or left out with a reason": pool_rows.candidates_are_placed,
        "points over lung, kidney or spinal canal have a caution": cautions.organs_have_cautions,
        "points located in a zone of care have its caution": zones.zones_have_cautions,
        "zones of care are closed outlines on both bodies": zones.outlines_are_closed,
        "no caution is boilerplate": cautions.cautions_are_not_boilerplate,
        "injuries lie in known regions": cautions.regions_are_known,
        "prose names no internal ids": wording.prose_names_no_ids,
        "statements hold no numbers and rest on rows": statements.statements_rest_on_rows,
        "every number in prose is data": prose.numbers_in_prose_are_data,
        "every point is located on both bodies, or says why not": bodies.points_are_located,
        "every place is uncertain, every normal has length 1": bodies.landmarks_are_uncertain,
    }
)

__all__ = ["CHECKS", "Check", "Tally"]
