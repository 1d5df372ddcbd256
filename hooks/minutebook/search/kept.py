"""Where knowledge of a language is kept for all archives of whoever runs the program: it depends on no records."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from pathlib import Path

import platformdirs

_CODE = ("languages.py", "compounds.py", "words.py")


def kept_for_user(what: str, code: str, suffix: str) -> Path:
    """Return the file where something is kept that is known of a language; its name changes with how it is found."""
    return Path(platformdirs.user_cache_path("minutebook")) / f"{what}-{code}-{_way_of_working(code)}{suffix}"


def remove_others(file: Path) -> None:
    """Remove what another version of the program kept in the place of this file."""
    for other in file.parent.glob(f"{file.stem.rpartition('-')[0]}-*{file.suffix}"):
        if other != file:
            other.unlink(missing_ok=True)


@cache
def _way_of_working(code: str) -> str:
    """Name all that is asked to find it: the code, what it knows, the libraries."""
    whole = blake2b(digest_size=8)
    package = resources.files("minutebook")
    files = [package / "search" / name for name in _CODE]
    for file in (*files, package / "locales" / code / "search.toml"):
        whole.update(file.read_bytes())
    for library in ("simplemma", "snowballstemmer"):
        whole.update(metadata.version(library).encode())
    return whole.hexdigest()
