"""Backmap: an open web atlas of the acupoints used for upper and lower back pain.

Importing this package does nothing; `create_app` builds a whole, freshly wired application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.facts import Facts
    from dashboard.settings import Settings


def create_app(settings: Settings | None = None, facts: Facts | None = None) -> Dash:
    """Build one app from the settings (default: the environment) and the facts (default: the `data` folder).

    Raises `FactError` where a data file is broken and `SettingsError` where an environment variable is.
    """
    # Imported here so that the layers below (facts, body, evidence) never pull Dash in.
    from dashboard import pages, server
    from dashboard.facts import load_facts
    from dashboard.settings import Settings

    settings = settings or Settings.from_environment()
    facts = facts or load_facts(settings.data)
    release = server.Release.of(settings)
    app = server.new_dash(release)
    pages.register(app, facts, release)
    server.shelve_assets(app, release)
    return app
