"""The published contact of an office: its switchboard, its mailbox, as letterheads and minutes print them.

A number or a mailbox is an office's only if what stands around it leaves no doubt: the office is named right before it,
or both stand in a letterhead of which every part is known and one names an office, or an organization whose website
bears its name. Everything else, a named employee's own number too, is for people to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

AROUND = 2_000
"""Characters on either side of a number or a mailbox that say whose it is."""
_BEFORE = 120
_LINES, _LONGEST_LINE = 8, 70
"""A letterhead has no more lines on either side of a number, and no longer ones."""
_MOST_WORDS_OF_A_NAME = 5

STREETS = (
    *("vej", "vejen", "gade", "gaden", "allé", "alléen", "alle", "alleen", "stræde", "strædet", "vænge", "vænget"),
    *("vang", "vangen", "park", "parken", "have", "haven", "bakken", "torv", "torvet", "kvarter", "kvarteret"),
    *("boulevard", "boulevarden", "plads", "pladsen", "engen", "marken", "toften", "sti", "stien", "lunden", "krogen"),
    *("havn", "havnen", "kaj", "kajen", "strand", "stranden"),
)
"""What the names of streets end in."""

_CAPITAL = "[A-ZÆØÅÖÄ]"
_OFFICE_END = (
    "kommunen?|regionen?|forvaltningen?|afdelingen?|sekretariatet|sekretariat|centeret|centret|center|"
    "udvalget|udvalg|styrelsen?|ministeriet|ministerium|nævnet|nævn|rådet|rådhuset|rådhus|kontoret|kontor|"
    "servicen?|biblioteket|bibliotek|museet|museum|skolen?|hospitalet|hospital|politiet|politi|foreningen?|"
    "forbundet|forbund|fagforening|organisationen?|selskabet|selskab|forsyningen?|direktionen|byrådet|"
    "kommunalbestyrelsen|arkivet|arkiv|beredskabet|beredskab|kommun|nämnden|nämnd|förvaltningen|förvaltning|"
    "etaten|council|department|office|municipality|secretariat|library"
)
_OFFICE = re.compile(rf"(?<![\w-])(?={_CAPITAL})[\w-]{{0,40}}(?i:{_OFFICE_END})s?(?![\w-])")
_NAMED_OFFICE = re.compile(
    rf"(?!(?i:til|to|kære|dear|fra|vedr\w*|\w*svar|\w*klage|\w*ansøgning) )"
    rf"{_CAPITAL}[\w-]*(?: (?:og|for|i|af|{_CAPITAL}[\w-]*)){{0,6}}"
)
_RIGHT_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?={_CAPITAL})[\w-]{{0,40}}(?i:{_OFFICE_END})(?P<more>(?: (?:for |og )?{_CAPITAL}[\w-]*){{0,4}})"
    r"|(?i:hovednummer|hovednummeret|omstillingen?|switchboard))"
    r"[ ,:;(–-]{1,4}(?:(?:på|via|at|on) )?(?i:(?:tlf|telefon(?:nr|nummer)?|tel|phone)[ .:]{1,4})?(?:\+45 ?|0045 ?)?$"
)
_OF_A_PERSON = re.compile(
    r"(?<!\w)(?:mobil\w*|mob|privat\w*|direkte|dir|lokal(?:nr|nummer)?|sagsbehandler\w*|ref|\w*konsulent\w*|att|"
    r"kontaktperson\w*|\w*leder\w*|formand\w*|næstformand\w*|medlem\w*|lærer\w*|boende|bor|mobile|direct)(?!\w)",
    re.IGNORECASE,
)
_NAME = re.compile(
    rf"(?<![\w/@.-]){_CAPITAL}[\w’'-]*\.?(?: (?:(?:af|av|de|der|von|van) )?{_CAPITAL}[\w’'-]*\.?){{1,3}}"
)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SITE = re.compile(r"(?:www\.|https?://(?:www\.)?)((?:[\w-]{1,63}\.){1,4}[a-z]{2,24})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\n|[,;|·•\t]| [–-] |  +")
_KNOWN = re.compile(
    r"(?i:tlf|telefon|tel|phone|fax|telefax|cvr(?:-?nr)?|"
    r"ean(?:-?nr)?|mail|e-mail|email|web|hjemmeside|adresse|"
    r"danmark)[.:]?"
    r"(?:[ .:]*(?i:nr)?[ .:]*[\d +().-]+)?|[\d +().-]+"
    r"|(?:(?i:mail|e-mail|email|web|hjemmeside)[ .:]*)?\S*(?:@|www\.|https?:)\S+"
    rf"|\d{{4}} {_CAPITAL}[\w. ]{{1,30}}"
    rf"|{_CAPITAL}[\w.é-]*(?: [\w.é-]+){{0,3}}? ?(?i:{'|'.join(STREETS)}) \d{{1,3}} ?[A-Z]?"
    r"|(?i:torvet|rådhuset|postboks)(?: \d{1,4})?"
)
_TITLE = re.compile(
    r"(?i:notat|referat|brev|status|bilag|dagsorden|orientering|udkast|"
    r"rapport|redegørelse|oversigt|memo)(?: [^\WA-ZÆØÅ]\S*)*(?: OM [A-ZÆØÅ -]+)?"
)
"""How a paper of an office is called, without a name in it."""
_MARKUP = re.compile(r"^(?:<!--.*-->|[#>*_|\s-])+|[*_|\s]+$")
_FOLDED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "a", "ö": "o", "é": "e", "-": None, ".": None, "_": None}
)


def is_offices_number(text: str, start: int, end: int) -> bool:
    """Tell whether a telephone number in a text is surely an office's."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _BEFORE) : start]
    named = _RIGHT_BEFORE.search(before)
    if named is None:
        return _is_in_letterhead(text, start, end)
    sentence = re.split(r"[.!?] (?=[A-ZÆØÅ])", before[: named.start()])[-1]
    names = (found[0] for found in _NAME.finditer(f"{sentence.strip()}\n{(named['more'] or '').strip()}"))
    return not _OF_A_PERSON.search(sentence) and all(_OFFICE.search(name) for name in names)


def is_office(name: str) -> bool:
    """Tell whether a name ends in that of an office, as `Strandlev Kommune` does."""
    return _OFFICE.fullmatch(name.rpartition(" ")[2]) is not None


def is_organizations_mailbox(text: str, start: int, mailbox: str, host: str) -> bool:
    """Tell whether a mailbox bears the name of an organization, which the text names and its host, too.

    `lo@lohovedstaden.dk` is one where the text speaks of `LO Hovedstaden`. A person's own domain is none: the name has
    to have an abbreviation in it, or to say what it is of.
    """
    wanted, label = _folded(mailbox), _label(host)
    if not wanted or not label.startswith(wanted):
        return False
    return any(wanted in {label, _folded(words[0])} for words in _organizations(_around(text, start), label))


def _is_in_letterhead(text: str, start: int, end: int) -> bool:
    """Tell whether a number stands in a letterhead of which nothing is unknown, and which names whose it is."""
    block, around = _block(text, start, end), _around(text, start)
    labels = {_label(site[1]) for site in _SITE.finditer(block)}
    is_named = any(any(_organizations(around, label)) for label in labels)
    for part in filter(None, (part.strip(" .:") for part in _BETWEEN.split(block))):
        if _OF_A_PERSON.search(part):
            return False
        if _KNOWN.fullmatch(part) or _TITLE.fullmatch(part):
            continue
        of_host = any(any(_organizations(part, label)) for label in labels & {_folded(part.replace(" ", ""))})
        if not of_host and not (_NAMED_OFFICE.fullmatch(part) and _OFFICE.search(part)):
            return False
        is_named = True
    return is_named


def _block(text: str, start: int, end: int) -> str:
    """Return the short lines around a place that stand together, with at most one blank line between two."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = last if last >= 0 else len(text)
    if last - first > _LONGEST_LINE * 2:
        return ""
    above = text[max(0, first - AROUND) : first].split("\n")[:-1]
    below = text[last : last + AROUND].split("\n")[1:]
    return "\n".join((*reversed(list(_short(reversed(above)))), _bare(text[first:last]), *_short(below)))


def _short(lines: Iterable[str]) -> Iterator[str]:
    blank = taken = 0
    for line in lines:
        words = _bare(line)
        blank = 0 if words else blank + 1
        if blank > 1 or line.strip() == "---" or len(words) > _LONGEST_LINE or taken == _LINES:
            return
        if words:
            taken += 1
            yield words


def _bare(line: str) -> str:
    return _MARKUP.sub("", line)


def _organizations(text: str, label: str) -> Iterator[tuple[str, ...]]:
    """Yield each name in a text that a host bears and that is no person's: with an abbreviation or an office in it."""
    words = [found[0].rstrip(".-'’") for found in _WORD.finditer(text)]
    folded = [_folded(word) for word in words]
    for at, word in enumerate(folded):
        if not word or not label.startswith(word):
            continue
        for length in range(1, _MOST_WORDS_OF_A_NAME + 1):
            if "".join(folded[at : at + length]) == label:
                name = tuple(words[at : at + length])
                if _has_abbreviation(name) or _OFFICE.search(" ".join(name)):
                    yield name


def _has_abbreviation(name: tuple[str, ...]) -> bool:
    """Tell whether a word of a name is in capitals, as in `LO Hovedstaden`; where all are, it says nothing."""
    capitals = [len(word) > 1 and word.isupper() for word in name]
    return any(here != there for here, there in pairwise(capitals))


def _around(text: str, start: int) -> str:
    return text[max(0, start - AROUND) : start + AROUND]


def _label(host: str) -> str:
    """Return the part of a host that names its owner: `lohovedstaden` of `www.lohovedstaden.dk`."""
    parts = host.lower().split(".")
    return _folded(parts[-2]) if len(parts) > 1 else ""


def _folded(text: str) -> str:
    return text.lower().translate(_FOLDED)
