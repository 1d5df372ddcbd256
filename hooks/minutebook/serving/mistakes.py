"""The page that a clerk sees in place of the one that was being looked at, while records are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from html import escape

from minutebook.personal.cpr import masked
from minutebook.problems import Problem, Severity, message
from minutebook.text import Locale

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem;line-height:1.25}"
    "ol{list-style:none;padding:0}"
    "li{border-left:.25rem solid #c62828;padding:.25rem 0 .25rem 1rem;margin:1.25rem 0;overflow-wrap:anywhere}"
    "li.less{border-color:#b26a00}"
    "code{font:.875rem ui-monospace,monospace;display:block}"
)


_ASKING = """\
<script data-told="{told}">
  const {{ told }} = document.currentScript.dataset
  setInterval(async () => {{
    const text = await fetch("").then(answer => answer.text()).catch(() => told)
    if (!text.includes(told)) location.reload()
  }}, 1000)
</script>
"""
"""Looks each second whether the address has something else to say by now, where no server tells of it."""


def mistakes_page(problems: Iterable[Problem], words: Locale, *, asking: bool = False) -> str:
    """Return a page that tells every problem, errors first, each with its file and line and what is right.

    If it is `asking`, it loads itself anew when there is something else to see.
    """
    told = sorted(problems, key=lambda one: one.severity is not Severity.ERROR)
    title = escape(words.plural("serving.mistakes", len(told)))
    rows = "\n".join(_row(one, words) for one in told)
    script = _ASKING.format(told=blake2b(rows.encode(), digest_size=16).hexdigest()) if asking else ""
    return f"""\
<!doctype html>
<html lang="{words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{escape(words("serving.mend"))}</p>
<ol>
{rows}
</ol>
</main>
{script}</body>
</html>
"""


def _row(told: Problem, words: Locale) -> str:
    place = ":".join(filter(None, (told.path, str(told.line or ""), told.field)))
    kind = "" if told.severity is Severity.ERROR else ' class="less"'
    return f"<li{kind}><code>{escape(masked(place))}</code> {escape(masked(message(told, words)))}</li>"
