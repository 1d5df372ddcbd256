"""Links to where a figure or an answer stands: the item or attachment, and the page of it where that is known."""

from __future__ import annotations

from minutebook.pages.edition import Edition
from minutebook.pages.parts import Link, Value


def cited(edition: Edition, source: str, page: str | None, *, titled: bool = False) -> Value:
    """Link to a source; with a page that its text marks, to the very page. It is titled where it stands alone."""
    value = edition.reference(source, titled=titled)
    if page is None:
        return value
    if not isinstance(value, Link):
        return edition.t("source.pages", title=value, pages=page)
    text = edition.t("source.pages", title=value.text, pages=page)
    marked = edition.views.places.has_page(source, page)
    return Link(text, f"{value.address}#{edition.addresses.page_anchor(page)}" if marked else value.address)
