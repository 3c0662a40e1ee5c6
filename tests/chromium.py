"""Finds the Chromium that tests and benchmarks drive, and brings one where none is found.

`python -m tests.chromium` installs; `find()` only looks. It must not know any test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# Nothing but the page may speak: no updates, no look-ups, no first-run pages.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium: `CHROMIUM`, else one on the path, else Playwright's own; None where there is none."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    on_path = next((path for path in map(shutil.which, NAMES) if path), None)
    if on_path:
        return on_path
    if MAC.exists():
        return str(MAC)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def bring() -> str:
    """Find a Chromium or install one: Playwright's build, or the system's package where that cannot be had."""
    steps = [
        [sys.executable, "-m", "playwright", "install", "chromium"],
        ["sh", "-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk"],
    ]
    for step in steps:
        found = find()
        if found:
            return found
        subprocess.run(step, check=False)
    found = find()
    if not found:
        raise SystemExit("No Chromium was found and none could be installed. Install one, or name it in CHROMIUM.")
    return found


if __name__ == "__main__":
    print(f"Chromium: {bring()}")
