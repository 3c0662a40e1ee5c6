"""From a point to what was found: questions, trials, comparisons, pooled effects, guidelines, outcomes over time.

Pure functions over `dashboard.facts`. This package must not know how anything is drawn or served.
"""
