"""What surrounds the pages: the Dash object, security headers, static files, warm-up, and the ways to serve.

It must not know what a page shows.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2s, sha256
from pathlib import Path

from dash import Dash
from flask import Flask, Response

from dashboard.settings import Settings
from dashboard.shelf import IMMUTABLE, REVALIDATE, Headers, Item, Shelf, answer_of

PACKAGE = Path(__file__).resolve().parent
STYLES = (
    "tokens",
    "base",
    "map",
    "panel",
    "needling",
    "documents",
    "point_heat",
    "evidence_figures",
    "evidence",
    "trial",
    "outcomes",
    "readers",
    "explain",
    "sheet_link",
    "present",
    "print",
    "sheet_print",
)
SCRIPTS = (
    "core",
    "view",
    "reader",
    "language",
    "stage",
    "dots",
    "labels",
    "placing",
    "layers",
    "search",
    "list",
    "panel",
    "compare",
    "chart",
    "outcomes_switch",
    "controls",
    "takeaway",
    "main",
    "section",
    "evidence",
    "records",
    "explain",
    "present",
    "offline",
    "print_view",
)
# Runs before the first paint, so that a reader who chose the dark theme never sees a white flash, and one who chose a
# language and comes from elsewhere to the bare first page is led to it. The address holds the language from then on.
THEME_SCRIPT = (
    "try{var s=localStorage,t=s.getItem('backmap-theme'),l=s.getItem('backmap-language');"
    "if(t==='light'||t==='dark')document.documentElement.dataset.theme=t;"
    "if(l&&l!=='en'&&/^[a-z]+$/.test(l)&&location.pathname==='/'&&!location.search"
    "&&document.referrer.indexOf(location.origin+'/')!==0)location.replace('/?lang='+l+location.hash)}catch(e){}"
)
# What Dash's scripts ask for: the layout, the wiring, and the chart's files, whose addresses carry no version.
DASH_ANSWERS = ("/_dash-layout", "/_dash-dependencies")
CHART_FILES = (
    "/_dash-component-suites/dash/dcc/async-graph.js",
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
)
CONTENT_TYPES = {
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


@dataclass(frozen=True)
class Release:
    """The files of this version of the project, and the fingerprint that every static address carries."""

    settings: Settings
    version: str
    styles: str = field(repr=False)
    scripts: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Release:
        """Read the styles and scripts, and fingerprint everything that can change what a browser is sent."""
        digest = blake2s(digest_size=6)
        sources = [
            *settings.data.rglob("*.csv"),
            *settings.assets.rglob("*"),
            *PACKAGE.rglob("*.py"),
            *PACKAGE.rglob("*.html"),
            *PACKAGE.rglob("*.po"),
        ]
        for path in sorted(p for p in sources if p.is_file()):
            # With its folders: a file that moves changes the release too.
            digest.update("/".join(path.parts[-4:]).encode() + b"\0" + path.read_bytes())
        return cls(
            settings=settings,
            version=digest.hexdigest(),
            styles="\n".join((settings.assets / "css" / f"{name}.css").read_text("utf-8") for name in STYLES),
            scripts="\n".join((settings.assets / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
        )

    @property
    def root(self) -> str:
        """The address under which this release's files stand; it changes when any of them does."""
        return f"/static/{self.version}"


def new_dash(release: Release) -> Dash:
    """Make an empty Dash app on Flask. Dash serves no assets itself: they go on the shelf, fingerprinted."""
    app = Dash(
        "dashboard",
        title="Backmap",
        update_title="",
        assets_folder=str(release.settings.assets),
        assets_ignore=".*",
        health_endpoint="healthz",
        use_async=False,
        eager_loading=False,
    )
    fixed = security_headers()

    @app.server.after_request
    def secure(response: Response) -> Response:
        for name, value in fixed:
            response.headers.setdefault(name, value)
        return response

    app.server.wsgi_app = Shelf(app.server.wsgi_app, fixed)  # type: ignore[method-assign]
    return app


def shelf(app: Dash) -> Shelf:
    """Return the shelf that stands in front of an app made by `new_dash`."""
    return app.server.wsgi_app  # type: ignore[return-value]


def security_headers() -> Headers:
    """Headers of every answer: nothing from another host, no inline code but the theme script, no framing."""
    theme = b64encode(sha256(THEME_SCRIPT.encode()).digest()).decode()
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'sha256-{theme}'",
        # plotly.js writes its own style elements.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return [
        ("Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in policy.items())),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]


def shelve_assets(app: Dash, release: Release) -> None:
    """Put the styles, the scripts and the body's pictures on the shelf, under the release's fingerprint."""
    to = shelf(app)
    to.put(f"{release.root}/backmap.css", Item(release.styles.encode(), "text/css; charset=utf-8"))
    to.put(f"{release.root}/backmap.js", Item(release.scripts.encode(), "text/javascript; charset=utf-8"))
    for path in sorted((release.settings.assets / "body").glob("*")):
        if path.suffix in CONTENT_TYPES:
            to.put(f"{release.root}/body/{path.name}", Item(path.read_bytes(), CONTENT_TYPES[path.suffix]))
    # A small PNG and not an SVG: browsers draw the icon again at every new address, and choosing a point is one.
    icon = (release.settings.assets / "favicon.png").read_bytes()
    to.put(f"{release.root}/favicon.png", Item(icon, "image/png"))
    to.put("/favicon.ico", Item(icon, "image/png", REVALIDATE))
    to.put("/robots.txt", Item(b"User-agent: *\nAllow: /\n", "text/plain; charset=utf-8", REVALIDATE))


def shelve_dash(app: Dash, scripts: str) -> None:
    """Keep on the shelf what Dash's scripts are and ask for: `scripts` is the HTML of the tags that Dash made.

    The wiring is asked for at once: Dash completes it on the first request, and a cold worker that got two would fail.
    """
    on = shelf(app)
    for path in DASH_ANSWERS:
        on.put(path, answer_of(on.wrapped, path, REVALIDATE))
    for path in re.findall(r'src="([^"]+)"', scripts):
        on.put_later(path, partial(answer_of, on.wrapped, path, IMMUTABLE))
    for path in CHART_FILES:
        on.put_later(path, partial(answer_of, on.wrapped, path, REVALIDATE))


def serve(app: Dash, settings: Settings | None = None) -> None:
    """Serve until stopped: gunicorn where it exists, waitress on Windows."""
    settings = settings or Settings.from_environment()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host

    def greet(arbiter: object = None) -> None:
        print(f"Backmap is on http://{host}:{settings.port}  (Ctrl+C stops it)", flush=True)

    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:
        import waitress

        greet()
        waitress.serve(app.server, host=settings.host, port=settings.port, threads=8, _quiet=True)
        return

    class Server(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{settings.port}",
                "threads": 8,
                "keepalive": 75,
                "loglevel": "warning",
                "when_ready": greet,
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app.server

    Server().run()
