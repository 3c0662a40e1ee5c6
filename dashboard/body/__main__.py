"""`python -m dashboard.body [pictures|positions]`: make the bodies, their pictures and the places of the points."""

import argparse
import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pictures() -> Iterable[Path]:
    """Draw all pictures and silhouettes."""
    from dashboard.body import pictures as part

    return part.write_all(ROOT)


def positions() -> Iterable[Path]:
    """Place all points and write the pictures' JSON files."""
    from dashboard.body import positions as part

    return part.write_all(ROOT) or ()


PARTS: dict[str, Callable[[], Iterable[Path]]] = {"pictures": pictures, "positions": positions}


def report(name: str, files: Iterable[Path], seconds: float) -> str:
    """Say how many files a part wrote, how heavy they are, how long it took, and a hash that equal files share."""
    contents = {path.name: path.read_bytes() for path in files}
    manifest = "".join(f"{file} {hashlib.sha256(contents[file]).hexdigest()}\n" for file in sorted(contents))
    weight = sum(map(len, contents.values())) / 1000
    digest = hashlib.sha256(manifest.encode()).hexdigest()[:12]
    return f"{name}: {len(contents)} files, {weight:.0f} kB, {seconds:.0f} s, hash {digest}"


def main() -> None:
    """Run the parts named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.body", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this part")
    chosen = parser.parse_args().part
    for name in [chosen] if chosen else PARTS:
        start = time.perf_counter()
        files = list(PARTS[name]())
        print(report(name, files, time.perf_counter() - start))


if __name__ == "__main__":
    main()
