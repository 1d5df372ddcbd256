"""What Jinja has made of the templates of the pages, for the many editions that tests make in one process."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from minutebook.text import Locale


class CompiledTemplates(BytecodeCache):
    """Remembers the code of a template by all that goes into it, and nothing of what a page was filled with.

    Texts that a template names by their keys are worked out when it is compiled, so the language is part of that.
    """

    def __init__(self) -> None:
        self._known: dict[object, tuple[CodeType | None, Locale]] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:  # noqa: ARG002
        bucket = Bucket(environment, name, self.get_source_checksum(source))
        bucket.code, _ = self._known.get(_whole(bucket), (None, None))
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        self._known[_whole(bucket)] = bucket.code, bucket.environment.filters["t"]


def _whole(bucket: Bucket) -> object:
    filters, shared = bucket.environment.filters, bucket.environment.globals
    return bucket.key, bucket.checksum, id(filters["t"]), shared["lang"]
