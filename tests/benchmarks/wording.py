"""Danish of a town that does not exist: words as frequent as in real minutes, a few of them most of the time.

Some hundred stems make tens of thousands of words, as compounds and endings do in Danish. The n-th word comes about
once where the first comes n times (Zipf's law), so an index meets both words that are everywhere and words that stand
in one place only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate
from random import Random

FUNCTION_WORDS = (
    "og i at det er til en af på for der med som de den ikke kan skal om et vil har ved fra samt efter blive også "
    "eller bliver under over mellem hvor når være alle mere dette denne disse deres inden gennem flere både således "
    "dermed fortsat herunder derfor desuden endvidere fremover løbende samlet særlig"
)
VERBS = (
    "foreslår oplyser bemærker forventer fremlægger gennemfører undersøger prioriterer vurderer afsætter etablerer "
    "udarbejder inddrager orienterer styrker understøtter samarbejder planlægger finansierer udvider renoverer "
    "vedligeholder evaluerer koordinerer afvikler udbyder beskriver tilbyder igangsætter fastholder"
)
ADJECTIVES = (
    "ny lokal fælles årlig kommunal økonomisk samlet langsigtet bæredygtig grøn tværgående faglig social teknisk "
    "strategisk midlertidig eksisterende nødvendig mulig konkret central større mindre ekstern intern sikker"
)
NOUNS = {  # each with its definite form and its plural
    "borger": ("borgeren", "borgere"),
    "budget": ("budgettet", "budgetter"),
    "skole": ("skolen", "skoler"),
    "plan": ("planen", "planer"),
    "vej": ("vejen", "veje"),
    "bolig": ("boligen", "boliger"),
    "område": ("området", "områder"),
    "indsats": ("indsatsen", "indsatser"),
    "forslag": ("forslaget", "forslag"),
    "projekt": ("projektet", "projekter"),
    "tilbud": ("tilbuddet", "tilbud"),
    "ramme": ("rammen", "rammer"),
    "trafik": ("trafikken", "trafikker"),
    "klima": ("klimaet", "klimaer"),
    "energi": ("energien", "energier"),
    "natur": ("naturen", "naturer"),
    "kultur": ("kulturen", "kulturer"),
    "idræt": ("idrætten", "idrætter"),
    "hal": ("hallen", "haller"),
    "bibliotek": ("biblioteket", "biblioteker"),
    "museum": ("museet", "museer"),
    "havn": ("havnen", "havne"),
    "strand": ("stranden", "strande"),
    "park": ("parken", "parker"),
    "sti": ("stien", "stier"),
    "cykel": ("cyklen", "cykler"),
    "station": ("stationen", "stationer"),
    "plads": ("pladsen", "pladser"),
    "bygning": ("bygningen", "bygninger"),
    "anlæg": ("anlægget", "anlæg"),
    "drift": ("driften", "drifter"),
    "aftale": ("aftalen", "aftaler"),
    "analyse": ("analysen", "analyser"),
    "rapport": ("rapporten", "rapporter"),
    "status": ("statussen", "statusser"),
    "strategi": ("strategien", "strategier"),
    "politik": ("politikken", "politikker"),
    "pulje": ("puljen", "puljer"),
    "tilskud": ("tilskuddet", "tilskud"),
    "gebyr": ("gebyret", "gebyrer"),
    "takst": ("taksten", "takster"),
    "udgift": ("udgiften", "udgifter"),
    "indtægt": ("indtægten", "indtægter"),
    "bevilling": ("bevillingen", "bevillinger"),
    "kontrakt": ("kontrakten", "kontrakter"),
    "udbud": ("udbuddet", "udbud"),
    "ældre": ("ældreområdet", "ældre"),
    "barn": ("barnet", "børn"),
    "familie": ("familien", "familier"),
    "ung": ("ungeindsatsen", "unge"),
    "elev": ("eleven", "elever"),
    "lærer": ("læreren", "lærere"),
    "institution": ("institutionen", "institutioner"),
    "pleje": ("plejen", "plejer"),
    "sundhed": ("sundheden", "sundheder"),
    "center": ("centret", "centre"),
    "job": ("jobbet", "job"),
    "virksomhed": ("virksomheden", "virksomheder"),
    "erhverv": ("erhvervet", "erhverv"),
    "uddannelse": ("uddannelsen", "uddannelser"),
    "praktik": ("praktikken", "praktikker"),
    "affald": ("affaldet", "affald"),
    "genbrug": ("genbruget", "genbrug"),
    "vand": ("vandet", "vande"),
    "kloak": ("kloakken", "kloakker"),
    "varme": ("varmen", "varmer"),
    "støj": ("støjen", "støj"),
    "miljø": ("miljøet", "miljøer"),
    "skov": ("skoven", "skove"),
    "å": ("åen", "åer"),
    "sø": ("søen", "søer"),
    "mark": ("marken", "marker"),
    "by": ("byen", "byer"),
    "landsby": ("landsbyen", "landsbyer"),
    "kvarter": ("kvarteret", "kvarterer"),
    "forening": ("foreningen", "foreninger"),
    "frivillig": ("frivilligheden", "frivillige"),
    "møde": ("mødet", "møder"),
    "høring": ("høringen", "høringer"),
    "proces": ("processen", "processer"),
    "tidsplan": ("tidsplanen", "tidsplaner"),
    "mål": ("målet", "mål"),
    "resultat": ("resultatet", "resultater"),
    "kvalitet": ("kvaliteten", "kvaliteter"),
    "tilsyn": ("tilsynet", "tilsyn"),
    "beredskab": ("beredskabet", "beredskaber"),
    "turisme": ("turismen", "turismer"),
    "bro": ("broen", "broer"),
    "tunnel": ("tunnelen", "tunneler"),
    "bus": ("bussen", "busser"),
    "bane": ("banen", "baner"),
    "belysning": ("belysningen", "belysninger"),
    "snerydning": ("snerydningen", "snerydninger"),
    "udsatte": ("udsatteområdet", "udsatte"),
}

_FLATTENING = 2.7
"""What Mandelbrot added to Zipf's law: the very first words are less far apart than the law says."""


@cache
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return all words, the most frequent first, and their weights added up."""
    simple = [form for noun, forms in NOUNS.items() for form in (noun, *forms)]
    stems = [noun for noun in NOUNS if len(noun) > 2]
    compounds = [
        first + form
        for first in stems
        for last, forms in NOUNS.items()
        if first != last and len(last) > 2
        for form in (last, *forms)
    ]
    common = [*VERBS.split(), *ADJECTIVES.split(), *simple]
    random = Random("words")
    random.shuffle(common)
    random.shuffle(compounds)
    words = tuple(dict.fromkeys((*FUNCTION_WORDS.split(), *common, *compounds)))
    return words, tuple(accumulate(1 / (rank + _FLATTENING) for rank in range(len(words))))


def draw(random: Random, count: int) -> list[str]:
    """Draw so many words, each as often as the law says."""
    words, weights = vocabulary()
    return random.choices(words, cum_weights=weights, k=count)


def phrase(random: Random, count: int) -> str:
    """Return a title or a point of a list: so many words, the rarer part of the vocabulary as often as the common."""
    words = [word for word in draw(random, 3 * count) if len(word) > 3][:count]
    return " ".join(words or ["sagen"]).capitalize()


def title(random: Random) -> str:
    """Return a title; one in ten has two parts."""
    words = phrase(random, random.randint(3, 8))
    return f"{words}: {phrase(random, 3).lower()}" if random.random() < 0.1 else words


def paragraph(random: Random) -> str:
    """Return two to five sentences in one line, now and then with a sum, a year or something in bold."""
    return " ".join(_sentence(random) for _ in range(random.randint(2, 5)))


def _sentence(random: Random) -> str:
    words = draw(random, random.randint(8, 18))
    chance = random.random()
    if chance < 0.12:
        words.append(f"{random.randint(1, 40)}.{random.randint(0, 9)}00.000 kr.")
    elif chance < 0.2:
        words.append(f"i {random.randint(2012, 2027)}")
    elif chance < 0.26:
        words.append(f"{random.randint(2, 98)},{random.randint(0, 9)} pct.")
    elif chance < 0.3:
        words[len(words) // 2] = f"**{words[len(words) // 2]}**"
    if len(words) > 12:
        words[6] += ","
    text = " ".join(words)
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


def body(random: Random) -> str:
    """Return the prose of an item as Markdown: some 2.2 kB, plain in two texts of three."""
    parts = ["## Sagsfremstilling", *(paragraph(random) for _ in range(random.randint(2, 5)))]
    if random.random() < 0.4:
        parts += [f"### {phrase(random, 3)}", paragraph(random)]
    if random.random() < 0.25:
        parts.append("\n".join(f"- {phrase(random, 8)}" for _ in range(random.randint(3, 6))))
    parts += _unusual(random)
    parts += ["## Økonomiske konsekvenser", paragraph(random)]
    if random.random() < 0.12:
        parts.append(_budget(random))
    return "\n\n".join(parts)


UNUSUAL: Mapping[Callable[[Random], str], int] = {  # each with the texts in a hundred that have it
    lambda random: f"1. {phrase(random, 6)}\n    - {phrase(random, 5)}\n2. {phrase(random, 6)}": 9,
    lambda random: f"> {paragraph(random)}": 6,
    lambda random: f"{phrase(random, 5)}  \n{phrase(random, 5)}": 6,
    lambda random: f"{phrase(random, 4)} er < {random.randint(2, 40)} pct. af {phrase(random, 3).lower()}.": 4,
    lambda random: f"__{phrase(random, 3)}__ {paragraph(random)}": 4,
    lambda random: f"*{phrase(random, 4)}*: {paragraph(random)}": 4,
    lambda random: f"{phrase(random, 4)} & andre: se [vejledningen](https://example.org/vejledning).": 4,
}
"""What texts have beside paragraphs, headings, flat lists and words in bold."""


def _unusual(random: Random) -> list[str]:
    kinds = [*UNUSUAL, None]
    (kind,) = random.choices(kinds, weights=[*UNUSUAL.values(), 100 - sum(UNUSUAL.values())])
    return [kind(random)] if kind else []


def _budget(random: Random) -> str:
    rows = [f"| {phrase(random, 2)} | {random.randint(10, 900)} | {random.randint(10, 900)} |" for _ in range(4)]
    return "\n".join(["| 1.000 kr. | I år | Næste år |", "| --- | ---: | ---: |", *rows])


def pages(random: Random) -> list[str]:
    """Return the pages of an attachment, one to six, each of two to five paragraphs."""
    count = random.choices((1, 2, 3, 6), weights=(4, 3, 2, 1))[0]
    return ["\n\n".join(paragraph(random) for _ in range(random.randint(2, 5))) for _ in range(count)]
