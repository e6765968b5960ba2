"""Static files: each at an address that changes with its content, so that browsers may keep it for ever."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from felchat.config import ROOT
from felchat.headers import FOR_EVER

STATIC = ROOT / "static"
TYPES = {".webmanifest": "application/manifest+json"}
"""What WhiteNoise does not know."""
COMPRESSED = {".br": brotli.decompress, ".gz": gzip.decompress}
"""The suffixes of a file's compressed twins, and how one is read."""


def init_app(app: Flask, *, keep: bool = True) -> None:
    """Whoever works on the files does not `keep` their addresses, which change with what is in them."""
    app.url_defaults(name_by_content)
    if keep:
        app.add_template_global(files_kept(app.url_for), "url_for")
    app.wsgi_app = ContentAddressed(app.wsgi_app, STATIC)  # type: ignore[method-assign]


def files_kept(url_for: Callable[..., str]) -> Callable[..., str]:
    """The same `url_for`, which builds the path of a static file once: a page names some fifty."""

    @cache
    def path_of(file: str) -> str:
        return url_for("static", filename=file)

    def url_for_a_page(endpoint: str, /, **values: object) -> str:
        match endpoint, values:
            case "static", {"filename": str(file)} if len(values) == 1:
                return path_of(file)
        return url_for(endpoint, **values)

    return url_for_a_page


def name_by_content(endpoint: str, values: dict[str, Any]) -> None:
    """Give each static file an address of its own for each content."""
    if endpoint == "static":
        path = STATIC / values["filename"]
        values.setdefault("v", digest(path, path.stat().st_mtime_ns) if path.exists() else "missing")


@cache
def digest(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


class ContentAddressed(WhiteNoise):
    """Answers for the files of a folder, but only at the addresses of their content as it was at the start.

    Any other address, and a file that was changed since, is Flask's to answer, without a promise that
    it stays as it is.
    """

    def __init__(self, application: Any, folder: Path) -> None:
        super().__init__(
            application, allow_all_origins=False, add_headers_function=keep_for_ever, mimetypes=TYPES
        )
        for path in filter(Path.is_file, folder.rglob("*")):
            if path.suffix not in COMPRESSED:
                name, version = path.relative_to(folder).as_posix(), digest(path, path.stat().st_mtime_ns)
                known = {str(each): each.stat() for each in (path, *twins(path))}
                self.add_file_to_dictionary(f"/static/{name}?v={version}", str(path), stat_cache=known)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        found = self.files.get(f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}")
        if found is None:
            return self.application(environ, start_response)
        return self.serve(found, environ, start_response)


def keep_for_ever(headers: Headers, _path: str, _address: str) -> None:
    headers["Cache-Control"] = FOR_EVER


def twins(path: Path) -> Iterator[Path]:
    """Its compressed twins that hold the same: the file may be younger, and a build may be cut short."""
    for suffix, content_of in COMPRESSED.items():
        twin = path.with_name(path.name + suffix)
        with suppress(OSError, EOFError, brotli.error, zlib.error):
            if content_of(twin.read_bytes()) == path.read_bytes():
                yield twin
