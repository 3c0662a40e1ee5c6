# Effects of two arms as metafor's escalc works them out: the outside reference of test_effects.py.
# Run from the root of the project: Rscript tests/evidence/metafor/effects.R > tests/evidence/metafor/effects.json
suppressMessages(library(metafor))
library(jsonlite)

# n, mean and SD of either arm: large and tiny arms, unequal spreads, a negative difference, decimals.
means <- data.frame(
  n1i = c(98, 24, 2, 51, 1753, 30, 3, 12),
  m1i = c(8.1, -4.1, 40, -24.22, 38.3, 0.3, 55.5, 10),
  sd1i = c(4.99, 3.9, 12.5, 27.4, 16.75, 0.6, 0.01, 2),
  n2i = c(98, 23, 2, 57, 1698, 30, 40, 7),
  m2i = c(9.5, -0.7, 31, -7.89, 50.5, 1.43, 21.25, 10),
  sd2i = c(4.49, 2.8, 3.5, 27.5, 16.48, 0.82, 30, 5)
)
# Events and people of either arm: no empty cell, an empty cell in each of the four places, two empty cells.
counts <- data.frame(
  ai = c(16, 2, 0, 5, 75, 60, 0, 30, 1),
  n1i = c(34, 40, 20, 12, 75, 70, 15, 30, 3),
  ci = c(2, 9, 4, 0, 69, 31, 9, 0, 1),
  n2i = c(16, 44, 21, 12, 75, 31, 9, 28, 200)
)
alike <- data.frame(ai = c(0, 25), n1i = c(30, 25), ci = c(0, 31), n2i = c(28, 31))

of_means <- function(measure) {
  got <- escalc(measure, n1i = n1i, m1i = m1i, sd1i = sd1i, n2i = n2i, m2i = m2i, sd2i = sd2i, data = means,
                vtype = "LS")
  data.frame(value = as.numeric(got$yi), variance = got$vi)
}
of_counts <- function(measure, data) {
  got <- escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = data, add = 1/2, to = "only0", drop00 = FALSE)
  data.frame(value = as.numeric(got$yi), variance = got$vi)
}

cat(toJSON(list(
  versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))),
  means = means,
  MD = of_means("MD"),
  SMD = of_means("SMD"),
  counts = counts,
  RR = of_counts("RR", counts),
  OR = of_counts("OR", counts),
  RD = of_counts("RD", counts),
  alike = alike,
  alike_RD = of_counts("RD", alike)
), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
