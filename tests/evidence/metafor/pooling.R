# The outside reference of dashboard/evidence: metafor's answers for every datasets/*.csv, into pooling.json.
#
#   Rscript tests/evidence/metafor/pooling.R            all datasets
#   Rscript tests/evidence/metafor/pooling.R examples   writes the published example datasets anew first
#
# A dataset has columns yi, vi, year; where a year is missing, trials are cumulated in the order of the rows.

suppressPackageStartupMessages({
  library(metafor)
  library(jsonlite)
})
# Above all where metafor says that its search for tau2 may have stopped at a lower peak.
options(warn = 2)

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
datasets <- file.path(here, "datasets")
methods <- c(reml = "REML", pm = "PM", common = "EE")

write_example <- function(name, dat, year = NA) {
  columns <- data.frame(yi = sprintf("%.17g", dat$yi), vi = sprintf("%.17g", dat$vi), year = year)
  write.csv(columns, file.path(datasets, paste0(name, ".csv")), row.names = FALSE, quote = FALSE, na = "")
}

write_examples <- function() {
  ratios <- function(dat) escalc("OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat)
  bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
  write_example("bcg", bcg, bcg$year)
  stay <- escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
  write_example("normand1999", stay)
  stay <- escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
  write_example("normand1999_smd", stay)
  write_example("hackshaw1998", dat.hackshaw1998, dat.hackshaw1998$year)
  write_example("raudenbush1985", dat.raudenbush1985, dat.raudenbush1985$year)
  write_example("li2007", ratios(dat.li2007), dat.li2007$year)
  write_example("hine1989", ratios(dat.hine1989))
  write_example("cohen1981", escalc("ZCOR", ri = ri, ni = ni, data = dat.cohen1981))
}

# metafor stops at 1e-5 by default and searches tau2 up to 100: both, in the data's own units, are far too coarse or
# too near for agreement in the last digits. No root lies beyond the plain squares over the smaller target.
control_of <- function(dat) {
  df <- nrow(dat) - 1
  squares <- sum((dat$yi - mean(dat$yi))^2)
  scale <- max(mean(dat$vi), squares / df)
  list(
    threshold = 1e-13 * scale, tol = 1e-15 * scale, maxiter = 10000,
    tau2.max = 1.01 * max(squares / qchisq(0.025, df), 10 * scale)
  )
}

fit_of <- function(dat, method, control) {
  rma(yi, vi, data = dat, method = method, test = if (method == "EE") "z" else "knha", control = control)
}

# The interval comes from Q alone and is the same under every model. Empty intervals are null: metafor writes 0 and 0.
spread_of <- function(dat, fit, control) {
  random <- if (fit$method == "EE") fit_of(dat, "PM", control) else fit
  ci <- confint(random, control = control[c("tol", "maxiter", "tau2.max")])
  empty <- isTRUE(ci$ci.null)
  if (!empty && (ci$ub.sign != "" || ci$lb.sign != "")) stop("an end of the interval of tau2 was not found")
  ends <- function(row) if (empty) c(NA, NA) else unname(ci$random[row, c("ci.lb", "ci.ub")])
  list(
    q = fit$QE, df = fit$k - 1, p = fit$QEp, i2 = fit$I2, i2_ci = ends("I^2(%)"),
    tau2 = if (fit$method == "EE") NA else fit$tau2, tau2_ci = ends("tau^2")
  )
}

# Where all trials agree exactly, the standard error is 0 and the p of 0 that follows says nothing.
p_of <- function(p, se) if (se == 0) NA else p

steps_of <- function(out, index, k) {
  lapply(seq_along(index), function(i) {
    own <- k[i] == 1
    list(
      index = index[i] - 1, k = k[i], value = out$estimate[[i]], ci = c(out$ci.lb[[i]], out$ci.ub[[i]]),
      p = p_of(out$pval[[i]], out$se[[i]]), tau2 = if (own || is.null(out$tau2)) NA else out$tau2[[i]]
    )
  })
}

model_of <- function(dat, method, control) {
  k <- nrow(dat)
  fit <- fit_of(dat, method, control)
  order <- if (anyNA(dat$year)) seq_len(k) else order(dat$year)
  sorted <- fit_of(dat[order, ], method, control)
  ahead <- predict(fit)
  list(
    k = k, value = fit$beta[[1]], se = fit$se, ci = c(fit$ci.lb, fit$ci.ub), p = p_of(fit$pval, fit$se),
    weights = unname(weights(fit)),
    prediction = if (method == "EE" || k < 3) c(NA, NA) else c(ahead$pi.lb, ahead$pi.ub),
    heterogeneity = spread_of(dat, fit, control),
    leave_one_out = steps_of(quietly(leave1out(fit)), seq_len(k), rep(k - 1, k)),
    cumulative = steps_of(quietly(cumul(sorted)), order, seq_len(k))
  )
}

egger_of <- function(dat) {
  if (nrow(dat) < 10) return(NULL)
  test <- regtest(dat$yi, dat$vi, model = "lm", predictor = "sei")
  # regtest gives no interval of what it tests; the same regression in lm does.
  plain <- lm(yi ~ sqrt(vi), weights = 1 / vi, data = dat)
  row <- summary(plain)$coefficients[2, ]
  stopifnot(all.equal(row[["t value"]], test$zval, tolerance = 1e-10))
  list(intercept = row[["Estimate"]], ci = unname(confint(plain)[2, ]), t = test$zval, df = test$dfs, p = test$pval)
}

# With one trial left metafor warns that its t becomes a normal interval, which is what is wanted.
quietly <- suppressWarnings

dataset_of <- function(path) {
  dat <- read.csv(path, colClasses = "numeric")
  control <- control_of(dat)
  models <- lapply(methods, function(method) model_of(dat, method, control))
  list(yi = dat$yi, vi = dat$vi, year = dat$year, models = models, egger = egger_of(dat))
}

if ("examples" %in% commandArgs(trailingOnly = TRUE)) write_examples()
paths <- sort(list.files(datasets, pattern = "[.]csv$", full.names = TRUE))
as_json <- function(x) toJSON(x, digits = I(17), auto_unbox = TRUE, na = "null", null = "null")
versions <- list(
  r = R.version.string,
  metafor = as.character(packageVersion("metafor")),
  metadat = as.character(packageVersion("metadat"))
)
# One line per dataset, so that a new one is one new line.
lines <- sprintf('  "%s": %s', sub("[.]csv$", "", basename(paths)), lapply(paths, function(path) as_json(dataset_of(path))))
writeLines(c(
  paste0('{"versions": ', as_json(versions), ","), '"datasets": {', paste(lines, collapse = ",\n"), "}}"
), file.path(here, "pooling.json"))
