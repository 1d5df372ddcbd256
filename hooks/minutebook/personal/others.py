"""Other personal data in a text: what deserves a second look, though it may well be right to publish.

Addresses, numbers and initials are told by their form. So all of these are warnings, where a private person is
likely. Who holds a public role is known, and left alone; so is what an office gives as its own address and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minutebook.personal.contacts import AROUND, STREETS, is_office, is_offices_number, is_organizations_mailbox
from minutebook.personal.finding import Finding

_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})\b", re.IGNORECASE)
_PRIVATE_HOSTS = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|protonmail|proton|jubii|ofir|stofanet|"
    r"mail|webspeed|post\d*\.tele|tdcadsl|youmail|privat)\.(?:com|dk|me|net|se|no|de)$",
    re.IGNORECASE,
)
_EXAMPLE_HOSTS = re.compile(r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost)$", re.IGNORECASE)
_ROLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "teknik miljoe miljø social sociale boern børn skole skoler plan byg veje kultur erhverv "
        "beskaeftigelse beskæftigelse ydelse pension sundhed aeldre ældre borgmester borgmesteren direktion "
        "hoering høring hoeringer høringer valg bibliotek museum havn turist turisme forsyning genbrug affald "
        "og dagtilbud ledelse oekonomi økonomi moede møde moeder møder afdeling staben stab ejendomme natur "
        "trafik byplan lokalplan jobcenter udvikling personale indkoeb indkøb",
    )
)
"""Words that a department's mailbox is made of: `teknik-miljoe@`."""
_SHARED = re.compile(
    r"(?:info|kontakt\w*|contact|post|mail|hovedpost\w*|sikkerpost|raadhus\w*|rådhus\w*|borger\w*|kommune\w*|arkiv\w*|archive|"
    r"jobcenter\w*|presse\w*|press|dpo|databeskyt\w*|webmaster|noreply|no-reply|redaktion\w*|sekretariat\w*|"
    r"\w*forvaltning\w*|\w*udvalg\w*|\w*center\w*|\w*kontor\w*|byraad\w*|byråd\w*|web|support|admin|hr|job|dt)",
    re.IGNORECASE,
)
_PHONE_DIGITS = re.compile(
    r"[2-9]\d(?:(?<!\d\d\d)(?<!\+45)(?<!\+[ ]45)(?<!\b0045)|(?<=\+45\d\d)|(?<=\b0045\d\d))"
    r"(?:(?:[ \u00a0]?\d\d){3}|\d\d[ \u00a0]\d{4}|(?:[.]\d\d){3}|(?:-\d\d){3})(?!\d)"
)
"""Eight digits, and never the country code for two of them; the first digit comes first, since digits are rarest."""
_PHONE_WORD = re.compile(
    r"(?<!\w)(?:(?:tlf|telefon|tel|phone|mobil|mobile|mob|direkte|direct|dir)[\s.]{0,2}"
    r"(?:nr|nummer|number|line|phone|tlf|telefon)?)\b[\s.:(]{0,4}$",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"(?:\+[ ]?|\b00)45\)?[ \u00a0.-]?$")
_LINKED = re.compile(r"\[([^\[\]\n]{0,60})\]\(tel:[+\d() -]{0,8}$")
_A_NUMBER = re.compile(rf"\d(?<=[{''.join(sorted({street[-1] for street in STREETS}))}]\s\d)")
"""The first digit behind a blank and the last letter of a street: digits are rarest, so they are looked for first."""
_HOME = re.compile(
    rf"(?<!\w)[A-ZÆØÅ][\w.é-]*(?: [\w.é-]+){{0,3}}?(?:{'|'.join(STREETS)})\s\d{{1,3}}[ ]?[A-Z]?"
    r",?\s(?:(?P<floor>(?:st|kl|\d{1,2})\.?,?\s?(?:tv|th|mf|dør)\b\.?)|\d{4}\s[A-ZÆØÅ])"
)
_NAME_BEFORE = re.compile(r"((?:[A-ZÆØÅ][\wé-]+[ ]){1,3}[A-ZÆØÅ][\wé-]+)[,:\s]{1,3}(?:boende\s|bor\s)?$")
_INITIALS = re.compile(
    r"(?i:initialer|sagsbeh(?:andler|\.)?|ref\.?|init\.?|konsulent)[\s.:/]{1,3}(?P<initials>[A-ZÆØÅ]{2,4}|[a-zæøå]{3,4})\b"
    r"|(?<=[\s(])/(?P<slashed>[A-ZÆØÅ]{2,4})\b",
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Those whose names and addresses may stand: people in public roles by name, and addresses that are published."""

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], addresses: Iterable[str] = ()) -> Roles:
        """Take the names of people in public roles, and addresses that the municipality gives as its own."""
        known = {part for name in names for part in (name.lower(), name.lower().replace(" ", "."))}
        return cls(frozenset(known), frozenset(address.lower() for address in addresses))

    def knows(self, mailbox: str) -> bool:
        """Tell whether the part of an e-mail address before the @ names somebody in a public role."""
        plain = mailbox.lower().replace("_", ".").replace("-", ".")
        return plain in self.names


def personal_data(text: str, roles: Roles, *, initials: bool = False) -> Iterator[Finding]:
    """Yield other personal data than CPR numbers; initials of employees where the town asks for them."""
    if "@" in text:
        yield from _emails(text, roles)
    yield from _phones(text)
    yield from _homes(text)
    if initials:
        for match in _INITIALS.finditer(text):
            group = "initials" if match["initials"] else "slashed"
            yield Finding(*match.span(group), "initials", "medium", ("initials",), f"{match[group][0]}··")


def _emails(text: str, roles: Roles) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        mailbox, host = match[1], match[2]
        if _EXAMPLE_HOSTS.search(host) or match[0].lower() in roles.addresses or roles.knows(mailbox):
            continue
        private = _PRIVATE_HOSTS.search(host) is not None
        if not private and (_is_shared(mailbox) or is_organizations_mailbox(text, match.start(), mailbox, host)):
            continue
        reason = "private-host" if private else "named-mailbox"
        yield Finding(*match.span(), "email", "medium", (reason,), f"{mailbox[0]}···@···")


def _is_shared(mailbox: str) -> bool:
    """Tell whether a mailbox bears the name of an office or a role."""
    words = [word for word in re.split(r"[._+-]", mailbox.lower()) if word]
    return _SHARED.fullmatch(mailbox) is not None or bool(words and _ROLE_WORDS.issuperset(words))


def _phones(text: str) -> Iterator[Finding]:
    for match in _PHONE_DIGITS.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 24) : start]
        code = _COUNTRY.search(before)
        word = _PHONE_WORD.search(before[: code.start()] if code else before)
        if (word or code) and not _is_offices(text, start, end):
            reason = "phone-word" if word else "country-code"
            yield Finding(start, end, "phone", "medium", (reason,), f"{match[0][:2]}·· ····")


def _is_offices(text: str, start: int, end: int) -> bool:
    """Tell whether a number is an office's; one in the target of a link is judged by where the link's words stand."""
    linked = _LINKED.search(text, max(0, start - 90), start)
    if linked is None:
        return is_offices_number(text, start, end)
    before = text[max(0, linked.start() - AROUND) : linked.start()]
    after = text[end : end + AROUND].removeprefix(")")
    return is_offices_number(f"{before}{linked[1]}{after}", len(before), len(before) + len(linked[1]))


def _homes(text: str) -> Iterator[Finding]:
    if not any(text.endswith(STREETS, 0, number.start() - 1) for number in _A_NUMBER.finditer(text)):
        return
    for match in _HOME.finditer(text):
        named = _NAME_BEFORE.search(text, max(0, match.start() - 60), match.start())
        if match["floor"] or (named and not is_office(named[1])):
            reason = "floor-and-door" if match["floor"] else "name-beside"
            yield Finding(*match.span(), "home", "medium", (reason,), f"{match[0][0]}···")
