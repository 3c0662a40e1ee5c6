"""The short name of a source beside a figure. It must not know what the source says."""

from collections.abc import Iterable, Mapping

from dashboard.facts.sources import Source


def short_name(source_ids: Iterable[str], sources: Mapping[str, Source], longest: int = 40) -> str:
    """Name a work as 'Chen 2018', or by a shortened title where nobody is named; several are joined by 'with'."""
    return " with ".join(_one_name(name, sources.get(name), longest) for name in source_ids)


def _one_name(source_id: str, source: Source | None, longest: int) -> str:
    if source is None:
        return source_id
    year = str(source.year) if source.year else ""
    name = source.authors.split(";")[0].split(",")[0].strip() or source.title
    if len(name) > longest:
        name = name[: longest - 1].rsplit(" ", 1)[0] + "…"
    return name if year in name else f"{name} {year}".strip()
