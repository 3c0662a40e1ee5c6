"""What a page says, by the language it says it in: every text and every spoken attribute. It knows no single test."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "line", "use", "ellipse", "polygon"}
VOID |= {"polyline", "stop", "image", "col"}
SILENT = {"script", "style", "code", "pre", "template"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.found = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, given.get("lang")))
        for name in SPOKEN:
            if given.get(name):
                self.found.add((given.get("lang") or self.lang(), given[name].strip()))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while tag not in VOID and tag in [name for name, _ in self.open] and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not SILENT & {name for name, _ in self.open}:
            self.found.add((self.lang(), " ".join(data.split())))

    def lang(self):
        return next((lang for _, lang in reversed(self.open) if lang), None)


def words(html):
    """Return pairs of language and text."""
    reading = _Words()
    reading.feed(html)
    return reading.found
