"""CPR numbers in a text: where they stand, how certain each is, and why.

A CPR number is a day of birth and four digits, `ddmmyy-xxxx`. The seventh digit tells the century. Until October 2007
every number satisfied modulus 11; since then some are issued that do not, so far to people born on the first of January
of certain years (cpr.dk). Neither rule alone will do: one in three hundred numbers of ten digits satisfies both the
calendar and modulus 11, and a number that does not may still be somebody's. So each finding has a tier.

- `high`: it is written as a CPR number is and satisfies the rules, or the words beside it say what it is.
- `medium`: it satisfies the rules but is written as any number is, or the other way round.
- `low`: ten digits that begin with a date.

What a finding holds of the number is its mask, so nothing that is made of it can give the number away.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from urllib.parse import unquote

from minutebook.personal.context import Context, context, speaks_of_cpr
from minutebook.personal.finding import TIERS, Finding

_LOWERED = {"high": "medium", "medium": "low", "low": "low"}

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_WITHOUT_CONTROL, _LAST_WITHOUT_CONTROL = 1960, 1999
"""Years whose first of January has numbers without modulus 11: 1960 to 1994 so far, says cpr.dk, and not all told."""
_FIRST_YEAR = 1900
"""Who was born before is hardly mentioned by number: the numbers began in 1968."""
_REPLACEMENT = 60
"""What is added to the day of a replacement number, as hospitals give to those who have no CPR number."""

DASHES = r"\-\u00ad\u2010-\u2015\u2043\u207b\u208b\u2212\u30fb\ufe58\ufe63\uff0d~"
_BLANKS = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e"
_MARKUP = r"*_`\\|"
_GAP = rf"[{_BLANKS}{DASHES}{_MARKUP}./·]"
_DIGITS = re.compile(rf"\d(?>{_GAP}{{0,12}}+\d){{9,}}+")
_CANDIDATE = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}{{0,12}}\d){{9}})(?!\d))")
_COMPACT = re.compile(
    rf"(?<!\d)(?=(\d{{6}}{_GAP}{{0,12}}\d{{4}}"
    rf"|\d\d[./{_BLANKS}{DASHES}]\d\d[./{_BLANKS}{DASHES}]\d\d[{_BLANKS}{DASHES}]{{1,4}}\d{{4}})(?!\d))"
)
_MOST_ALONE = 14
"""Digits that may follow one another before they count as a row of figures, out of which anything can be read."""
_UNSEEN = re.compile(rf"[{_MARKUP}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e]")
_LETTER = "OoQlIi"
_AS_DIGITS = str.maketrans(_LETTER, "000111")
_WITH_LETTERS = re.compile(
    rf"(?<!\w)(?=([0-3{_LETTER}][\d{_LETTER}][01{_LETTER}][\d{_LETTER}]{{3}}"
    rf"[{_BLANKS}{DASHES}]{{1,3}}[\d{_LETTER}]{{4}})(?!\w))"
)
_WITH_MARKS = re.compile(
    rf"\d{{6}}(?<!\d{{7}})(?:[,:;]|[{_BLANKS}]{{0,2}}[+•()\[\]\"'’]{{1,2}}[{_BLANKS}{DASHES}]{{0,3}})\d{{4}}(?!\d)"
)
"""Marks that stand in a number by mistake; elsewhere they stand between two."""
_WITH_CENTURY = re.compile(rf"(?<!\d)(?=(\d\d[./-]?\d\d[./-]?(?:19|20)\d\d[{_BLANKS}{DASHES}]{{0,3}}\d{{4}})(?!\d))")
_MAY_HAVE_LETTERS = re.compile(rf"[\d{_LETTER}]{{6}}[{_BLANKS}{DASHES}]{{1,3}}[\d{_LETTER}]{{4}}")
_MAY_HAVE_CENTURY = re.compile(rf"(?:19|20)\d\d[{_BLANKS}{DASHES}]{{0,3}}\d{{4}}")
"""What is in all that the two above find, and is looked for several times as fast, as it does not look behind."""
_AMOUNT_BEFORE = re.compile(r"\d[.,]$|[+€$£]\s?$")
_AMOUNT_AFTER = re.compile(r"[.,]\d|,-|\s?(?:%|kr\b|dkk\b|eur\b|mio\b)", re.IGNORECASE)
_CHAIN_BEFORE = re.compile(rf"\d[{DASHES}./]$")
_PAIR_BEFORE = re.compile(rf"(?<!\d)\d\d[{_BLANKS}]$")
_CHAIN_AFTER = re.compile(rf"[{DASHES}/]\d")
_TIME_OR_YEAR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d|(?:19|20)\d\d")
_AFTER_DAY_AND_MONTH = [1, 3]
_DATED = re.compile(rf"\d\d[./{DASHES}]\d\d[./{DASHES}]\d\d[{_BLANKS}{DASHES}]+\d{{4}}")


def cpr_numbers(text: str) -> list[Finding]:
    """Return what may be CPR numbers in a text, in their order; where two share digits, the more certain one."""
    found: list[Finding] = []
    for run in _DIGITS.finditer(text):
        judged = (_judge(text, match.start(), match[1]) for match in _candidates(run).finditer(text, *run.span()))
        found += [one for one in judged if one]
        if _MAY_HAVE_CENTURY.search(text, *run.span()):
            found += _with_century(text, run)
    found += _told_by_words(text)
    return _apart(found) if len(found) > 1 else found


def _candidates(digits: re.Match[str]) -> re.Pattern[str]:
    """Return what to look for in digits that follow one another: in a row of figures, nothing that is cut up."""
    alone = digits.end() - digits.start() < _MOST_ALONE or sum(map(str.isdecimal, digits[0])) <= _MOST_ALONE
    return _CANDIDATE if alone else _COMPACT


def _apart(findings: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.start, one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif TIERS.index(one.tier) < TIERS.index(kept[-1].tier):
            kept[-1] = one
    return kept


def masked(text: str) -> str:
    """Return a text in which every number is masked that may be a CPR number."""
    if "%" in text and (plain := unquote(text)) != text and any(map(_has_to_be_masked, cpr_numbers(plain))):
        text = plain
    shown, reached = [], 0
    for found in filter(_has_to_be_masked, cpr_numbers(text)):
        shown += [text[reached : found.start], found.mask]
        reached = found.end
    return "".join((*shown, text[reached:]))


def _has_to_be_masked(found: Finding) -> bool:
    """Tell whether what was found is more than a path with a meeting's date in it: `2012-09-09/02-…`."""
    return found.tier != "low" or "form-scattered" not in found.reasons


def born(digits: str) -> tuple[int, int, int] | None:
    """Return year, month and day of birth as a CPR number tells them, or nothing if there is no such day."""
    day, month, year, seventh = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if seventh <= 3:  # noqa: PLR2004
        year += 1900
    elif seventh in {4, 9}:
        year += 2000 if year <= 36 else 1900  # noqa: PLR2004
    else:
        year += 2000 if year <= 57 else 1800  # noqa: PLR2004
    day -= _REPLACEMENT if day > _REPLACEMENT else 0
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:  # noqa: PLR2004
        return None
    return year, month, day


def satisfies_modulus_11(digits: str) -> bool:
    """Tell whether the tenth digit is the control digit of the nine before it."""
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _judge(text: str, start: int, written: str) -> Finding | None:
    digits = "".join(str(unicodedata.decimal(character)) for character in written if character.isdecimal())
    birth = born(digits)
    if birth is None:
        return None
    end = start + len(written)
    near, form = context(text, start, end), _form(written)
    apart = form == "dated" and near is not Context.RAISES and _is_in_two_cells(text, start, written)
    if apart and near is Context.SUGGESTS:
        near = Context.SILENT
    tier, reasons = _tier(digits, birth, form, near)
    other = "" if near is Context.RAISES else _something_else(text, start, end, form)
    if apart:
        other = "two-cells"
    elif form == "dated" and near is Context.SILENT and _TIME_OR_YEAR.fullmatch(digits, 6):
        other = "date-and-time"
    if other:
        tier, reasons = _LOWERED[tier], (*reasons, other)
    return Finding(start, end, "cpr", tier, reasons, _mask(digits))


def _tier(digits: str, birth: tuple[int, int, int], form: str, near: Context) -> tuple[str, tuple[str, ...]]:
    """Weigh the rules, the form and the words beside the number."""
    control = satisfies_modulus_11(digits)
    newer = birth[1:] == (1, 1) and _FIRST_WITHOUT_CONTROL <= birth[0] <= _LAST_WITHOUT_CONTROL
    rule = "modulus-11" if control else "issued-since-2007" if newer else "date-only"
    reasons = (rule, f"form-{form}", *((near.value,) if near is not Context.SILENT else ()))
    if digits[6:] == "0000" or int(digits[:2]) > _REPLACEMENT or birth[0] < _FIRST_YEAR:
        return ("medium" if near is Context.RAISES else "low"), (*reasons, "hardly-issued")
    if near is Context.RAISES:
        return "high", reasons
    if form == "hyphen":
        tier = "high" if control or newer else "medium"
    elif form == "scattered":
        tier = "low"
    else:
        tier = "medium" if control or (newer and form != "bare") else "low"
    if near is Context.SUGGESTS and control and tier == "medium":
        tier = "high"
    return (_LOWERED[tier] if near is Context.LOWERS else tier), reasons


def _form(written: str) -> str:
    """Say how a number is written: with a `hyphen` or `blank` after the date, `bare`, `dated` or `scattered`."""
    seen = _UNSEEN.sub("", written)
    if seen.isdecimal():
        return "bare"
    gaps = re.split(r"\d", seen)[1:-1]
    middle, inner = gaps.pop(5), [gap for gap in gaps if gap]
    dashed, blank = re.search(rf"[{DASHES}]", middle) is not None, middle.isspace() or not middle
    if _DATED.fullmatch(seen):
        return "dated"
    if not inner:
        return "hyphen" if dashed else "blank" if blank else "scattered"
    pairs = [at for at, gap in enumerate(gaps) if gap] == _AFTER_DAY_AND_MONTH and len(set(inner)) == 1
    if pairs and inner[0].isspace() and dashed and not re.search(rf"[{_BLANKS}]", middle):
        return "hyphen"  # with a blank before it, the dash is an empty cell or the sign of an amount
    even = len(inner) == len(gaps) and len(set(inner)) == 1
    if (even or len(inner) == 1) and not "".join(inner).strip():
        return "hyphen" if dashed else "blank" if blank else "scattered"
    return "scattered"


def _is_in_two_cells(text: str, start: int, written: str) -> bool:
    """Tell whether a date and four digits stand in two cells of a table, or on two lines, as cells of a PDF do."""
    middle, line = re.split(r"\d", written)[6], text.rfind("\n", 0, start) + 1
    if re.search(rf"[{DASHES}]", middle) or not re.search(r"[|\t\n]", middle):
        return False
    suggested = context(text[line:start], start - line, start - line) is Context.SUGGESTS
    return "|" in middle or "\t" in middle or not suggested


def _something_else(text: str, start: int, end: int, form: str) -> str:
    """Return why the digits look like a part of something else, or an empty text."""
    before = text[max(0, start - 4) : start]
    if form != "hyphen" and (_AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.match(text, end)):
        return "part-of-amount"
    if _CHAIN_AFTER.match(text, end) or (form != "hyphen" and _CHAIN_BEFORE.search(before)):
        return "part-of-number"
    if form == "hyphen" and text[start + 2].isspace() and _PAIR_BEFORE.search(before):
        return "part-of-number"
    if form == "bare" and (before[-1:].isalpha() or text[end : end + 1].isalpha()):
        return "part-of-number"
    return ""


def _told_by_words(text: str) -> Iterator[Finding]:
    """Yield what only the words beside it show to be a number: letters read for digits, marks that stand in it."""
    if not speaks_of_cpr(text):
        return
    for match in _WITH_LETTERS.finditer(text) if _MAY_HAVE_LETTERS.search(text) else ():
        if not match[1].isdecimal():
            yield from _told(text, match, re.sub(r"\D", "", match[1].translate(_AS_DIGITS)), "letters-for-digits")
    for match in _WITH_MARKS.finditer(text):
        yield from _told(text, match, re.sub(r"\D", "", match[0]), "form-blank")


def _told(text: str, match: re.Match[str], digits: str, reason: str) -> Iterator[Finding]:
    start, end = match.span(match.lastindex or 0)
    near = context(text, start, end)
    if near is Context.RAISES and len(digits) == len(_WEIGHTS) and born(digits):
        yield Finding(start, end, "cpr", "high", (reason, near.value), _mask(digits))


def _with_century(text: str, run: re.Match[str]) -> Iterator[Finding]:
    """Yield numbers whose year of birth is written out: where a word says so, or one suggests it and the rules fit."""
    for match in _WITH_CENTURY.finditer(text, *run.span()):
        written = re.sub(r"\D", "", match[1])
        digits, near = written[:4] + written[6:], context(text, *match.span(1))
        birth = born(digits) if len(digits) == len(_WEIGHTS) else None
        if birth and near is Context.RAISES:
            yield Finding(*match.span(1), "cpr", "high", ("year-in-full", near.value), _mask(digits))
        elif birth and near is Context.SUGGESTS and satisfies_modulus_11(digits) and birth[0] == int(written[4:8]):
            reasons = ("modulus-11", "year-in-full", near.value)
            yield Finding(*match.span(1), "cpr", "medium", reasons, _mask(digits))


def _mask(digits: str) -> str:
    return f"{digits[:2]}····-····"
