"""Lighthouse, where node can run it: median of three on both pages, as a phone and as a desktop.

Lighthouse is no part of the project: its pinned version is put into `.cache/lighthouse` from the npm registry.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from bench.report import Part, Row
from bench.server import ROOT
from bench.sides import Sides
from bench.stats import median
from tests import chromium

VERSION = "12.8.2"  # the last that node 18 and 20 can run
HOME = ROOT / ".cache" / "lighthouse"
CLI = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 3
BARS = {"mobile": 90, "desktop": 98}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {"largest-contentful-paint": "largest paint", "total-blocking-time": "blocked"}


def measure(sides: Sides) -> list[Part]:
    """Run Lighthouse on ours three times and on the floor once for each form; say so where it cannot run."""
    reason = _bring()
    if reason:
        return [Part("Lighthouse", (), (f"left out: {reason}",))]
    parts = []
    for form, bar in BARS.items():
        ours = [audit(sides.ours.server.address, form) for _ in range(RUNS)]
        floor = audit(sides.floor.server.address, form)
        middle = {name: median(run[name] for run in ours) for name in floor}
        rows = [
            Row(name, middle[name], floor[name], "", bar if name == "performance" else 100, True) for name in CATEGORIES
        ]
        rows += [Row(words, middle[name], floor[name], "ms") for name, words in METRICS.items()]
        parts.append(Part(f"Lighthouse {VERSION}, {form} (median of {RUNS}; floor once)", tuple(rows)))
    return parts


def audit(address: str, form: str) -> dict[str, float]:
    """Run Lighthouse once; return the four scores of 100 and the metrics in ms."""
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    line = ["node", str(CLI), address, "--quiet", "--output=json", "--no-enable-error-reporting"]
    line += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]
    line += ["--preset=desktop"] if form == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": chromium.find() or ""}
    done = subprocess.run(line, capture_output=True, text=True, env=environment, timeout=180, check=True)
    return scores(json.loads(done.stdout))


def scores(report: dict) -> dict[str, float]:
    """Read a Lighthouse report: scores of 100, metrics in ms. A score that could not be taken counts as 0."""
    found = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    return {**found, **{name: report["audits"][name].get("numericValue", 0) for name in METRICS}}


def _bring() -> str:
    """Install Lighthouse where it is not there yet; return why it cannot run, or an empty text."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node and npm are not installed"
    if _installed() != VERSION:
        HOME.mkdir(parents=True, exist_ok=True)
        line = ["npm", "install", "--prefix", str(HOME), "--no-fund", "--no-audit", f"lighthouse@{VERSION}"]
        done = subprocess.run(line, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            return f"npm could not install lighthouse {VERSION} (exit code {done.returncode})"
    return ""


def _installed() -> str:
    package = Path(HOME / "node_modules" / "lighthouse" / "package.json")
    return json.loads(package.read_text("utf-8"))["version"] if package.exists() else ""
