"""CPR numbers and what looks like them, made from the rules and never taken from a person."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from minutebook.personal import context, cpr
from minutebook.personal.cpr import born, cpr_numbers, masked, satisfies_modulus_11

from tests.planting import has_control, hyphened, numbers

FULL_WIDTH = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))
ARABIC_INDIC = str.maketrans("0123456789", "".join(chr(0x660 + digit) for digit in range(10)))
WITH_CONTROL = list(numbers(200))
WITHOUT_CONTROL = list(numbers(200, control=False, seed=2))


TIMES_AND_YEARS = ("0800", "1000", "1230", "1700", "1930", "1999", "2014", "2036", "2359")


def new_years_children(count: int) -> list[str]:
    """Return numbers without control digit of days of birth for which such numbers are issued."""
    random, found = Random(3), []
    while len(found) < count:
        digits = f"0101{random.choice(range(60, 95)):02d}{random.randrange(10):d}{random.randrange(1000):03d}"
        if not has_control(digits) and not digits.endswith("0000") and (born(digits) or (0,))[0] >= 1900:
            found.append(digits)
    return found


WRITTEN = {
    "with a hyphen": lambda a, b: f"{a}-{b}",
    "with a hyphen between blanks": lambda a, b: f"{a} - {b}",
    "with a dash": lambda a, b: f"{a}–{b}",
    "with a hyphen that does not break": lambda a, b: f"{a}\u2011{b}",
    "with a line's end after the hyphen": lambda a, b: f"{a}-\n{b}",
    "with a line's end in the date": lambda a, b: f"{a[:4]}\n{a[4:]}-{b}",
    "with a soft hyphen": lambda a, b: f"{a}\u00ad{b}",
    "with a zero-width space": lambda a, b: f"{a}\u200b-{b}",
    "in full-width digits": lambda a, b: f"{a}-{b}".translate(FULL_WIDTH),
    "in Arabic-Indic digits": lambda a, b: f"{a}-{b}".translate(ARABIC_INDIC),
    "spaced out": lambda a, b: " ".join(f"{a}-{b}"),
    "in bold": lambda a, b: f"**{a}**-{b}",
    "with an escaped hyphen": lambda a, b: f"{a}\\-{b}",
    "in a file's name": lambda a, b: f"2014-09-09-ansoegning-{a}-{b}-notat",
    "in a row of a table": lambda a, b: f"17;{a}-{b};2014",
    "bare, after CPR": lambda a, b: f"CPR {a}{b}",
    "bare, after cpr-nr.": lambda a, b: f"cpr-nr.: {a}{b}",
    "bare, grown together with cpr": lambda a, b: f"cpr{a}{b}",
    "bare, after personnummer": lambda a, b: f"med personnummer {a}{b} søger",
    "bare, below the head of a table": lambda a, b: f"Navn\tCpr-nr.\tTelefon\nA\t{a}{b}\t1",
    "with a blank, after CPR": lambda a, b: f"CPR-nummer {a} {b}",
    "with dots, after CPR": lambda a, b: f"cpr {a[:2]}.{a[2:4]}.{a[4:]}-{b}",
    "with the century, after CPR": lambda a, b: f"cpr {a[:4]}20{a[4:]}-{b}",
    "with letters for digits, after CPR": lambda a, b: f"cpr {a.replace('0', 'O')}-{b}",
    "in brackets, after CPR": lambda a, b: f"CPR ({a}) {b}",
    "with a comma, after CPR": lambda a, b: f"CPR {a},{b}",
    "with a colon, after CPR": lambda a, b: f"CPR {a}:{b}",
    "with a plus, after personnummer": lambda a, b: f"personnummer {a}+{b}",
    "with a bullet, after CPR": lambda a, b: f"CPR {a}•{b}",
    "in pairs": lambda a, b: f"{a[:2]} {a[2:4]} {a[4:]}-{b}",
    "in pairs, beside other figures": lambda a, b: f"| 12 | A | {a[:2]} {a[2:4]} {a[4:]}-{b} | 45 97 30 00 |",
    "in pairs, before a number, after CPR": lambda a, b: f"CPR: {a[:2]} {a[2:4]} {a[4:]} - {b} / 2014-0123",
    "in pairs, above a number, after personnummer": lambda a, b: (
        f"Personnummer {a[:2]} {a[2:4]} {a[4:]}-{b}\n\n45 97 30 00"
    ),
    "born, bare": lambda a, b: f"født {a}{b}",
}


@pytest.mark.parametrize("way", WRITTEN)
def test_a_number_that_satisfies_the_rules_is_found_in_the_high_tier_however_it_is_written(way):
    missed = [digits for digits in WITH_CONTROL if tiers(WRITTEN[way](digits[:6], digits[6:])) != ["high"]]

    assert missed == []


@pytest.mark.parametrize("way", [way for way in WRITTEN if "CPR" in way or "cpr" in way])
def test_a_number_without_control_digit_is_found_in_the_high_tier_where_a_word_says_what_it_is(way):
    missed = [digits for digits in WITHOUT_CONTROL if tiers(WRITTEN[way](digits[:6], digits[6:])) != ["high"]]

    assert missed == []


@pytest.mark.parametrize("way", ["with a hyphen", "with a dash", "with a line's end after the hyphen"])
def test_a_number_as_they_are_issued_since_2007_is_found_in_the_high_tier(way):
    missed = [digits for digits in new_years_children(200) if tiers(WRITTEN[way](digits[:6], digits[6:])) != ["high"]]

    assert missed == []


def test_digits_alone_are_no_more_than_a_warning():
    assert {tuple(tiers(f"i alt {digits} enheder")) for digits in WITH_CONTROL} == {("medium",)}
    assert {tuple(tiers(hyphened(digits))) for digits in WITHOUT_CONTROL} == {("medium",)}
    assert {tuple(tiers(digits)) for digits in WITHOUT_CONTROL} == {("low",)}


def test_a_day_of_birth_with_its_century_and_four_digits_that_fit_is_a_warning():
    texts = [f"f. {digits[:2]}.{digits[2:4]}.20{digits[4:6]}-{digits[6:]}" for digits in WITH_CONTROL]

    assert {tuple(tiers(text)) for text in texts} == {("medium",)}
    assert {tuple(tiers(text.replace("f. ", "den "))) for text in texts} == {()}


def test_pairs_of_digits_that_follow_another_pair_are_no_more_than_a_warning():
    texts = [f"45 {digits[:2]} {digits[2:4]} {digits[4:6]}-{digits[6:]}" for digits in WITH_CONTROL]

    assert {tuple(tiers(text)) for text in texts} == {("medium",)}


@pytest.mark.parametrize("dash", [" -", " - ", " \u2013 "])
def test_pairs_of_digits_and_an_amount_in_a_row_of_figures_are_not_told(dash):
    texts = [f"{digits[:2]} {digits[2:4]} {digits[4:6]}{dash}{digits[6:]} 12 1250" for digits in WITH_CONTROL]

    assert {tuple(tiers(text)) for text in texts} == {("low",)}


@pytest.mark.parametrize(
    "before",
    ["Sagsnr. 14/2 vedr. klage fra Anders Hansen, ", "Telefon: 45 97 30 00, Anders Hansen, ", "J.nr. er ukendt: "],
)
def test_a_word_lowers_nothing_that_other_words_part_it_from(before):
    assert {tuple(tiers(before + hyphened(digits))) for digits in WITH_CONTROL} == {("high",)}


@pytest.mark.parametrize(
    "before", ["Sagsnr. ", "Sagsnr. er ", "Konto 1234 ", "Telefon nr.: ", f"Journalnr.:{' ' * 30}"]
)
def test_a_word_lowers_the_number_that_follows_it(before):
    assert {tuple(tiers(before + hyphened(digits))) for digits in WITH_CONTROL} == {("medium",)}


def test_a_date_beside_another_cell_is_not_told():
    dates = [(f"{digits[:2]}-{digits[2:4]}-{digits[4:6]}", digits[6:]) for digits in WITH_CONTROL]
    texts = [text for day, more in dates for text in (f"| {day} | {more} |", f"Navn\n{day}\n{more}", f"{day}\t{more}")]

    assert {tuple(tiers(text)) for text in texts} == {("low",)}
    assert {tuple(tiers(f"CPR {text}")) for text in texts} == {("high",)}
    assert {tuple(tiers(f"født {day}\n{more}")) for day, more in dates} == {("high",)}


@pytest.mark.parametrize("text", ["Møde den {} {}", "Perioden {}-{}", "fra {}\u2013{}"])
def test_a_date_with_a_time_or_a_year_is_not_told(text):
    found = {
        digits for year in range(100) for more in TIMES_AND_YEARS if has_control(digits := f"0909{year:02d}{more}")
    }
    told = {digits: tiers(text.format(f"09.09.{digits[4:6]}", digits[6:])) for digits in found}

    assert {digits: found for digits, found in told.items() if found != ["low"]} == {}
    assert {tuple(tiers(f"CPR 09.09.{digits[4:6]}-{digits[6:]}")) for digits in found if digits[6] == "2"} == {
        ("high",)
    }


@pytest.mark.parametrize(
    ("digits", "birth"),
    [
        ("0101000001", (1900, 1, 1)),
        ("3112993999", (1999, 12, 31)),
        ("0101364000", (2036, 1, 1)),
        ("0101374000", (1937, 1, 1)),
        ("0101575000", (2057, 1, 1)),
        ("0101588000", (1858, 1, 1)),
        ("0101369000", (2036, 1, 1)),
        ("0101379000", (1937, 1, 1)),
        ("2902004000", (2000, 2, 29)),
        ("2902000001", None),
        ("3104800001", None),
        ("0113800001", None),
        ("6101800001", (1980, 1, 1)),
    ],
)
def test_the_seventh_digit_tells_the_century_and_the_calendar_does_the_rest(digits, birth):
    assert born(digits) == birth


def test_one_of_eleven_serial_numbers_satisfies_modulus_11():
    fitting = sum(satisfies_modulus_11(f"020380{serial:04d}") for serial in range(10_000))

    assert 10_000 / 11 - 2 < fitting < 10_000 / 11 + 2


def negatives(count: int) -> list[str]:
    """Return numbers of other kinds as minutes have them, some with the word that says what they are, some without."""
    random = Random(11)

    def digits(length: int) -> str:
        return "".join(random.choice("0123456789") for _ in range(length))

    def day() -> date:
        return date(1995, 1, 1) + timedelta(days=random.randrange(12_000))

    kinds = (
        lambda: f"Journalnr. {digits(6)}-{digits(4)}",
        lambda: f"J.nr.: {digits(10)}",
        lambda: f"journalnummer {day():%Y%m%d}{digits(3)}",
        lambda: f"Sagsnr. {digits(6)}-{digits(4)} behandles",
        lambda: f"sag nr. 14/{digits(5)}",
        lambda: f"Sagsid: {digits(10)}",
        lambda: f"27.{random.randrange(100):02d}.{random.randrange(100):02d}-P{digits(2)}-1-14",
        lambda: f"KLE 15.20.00 G01 {digits(4)}",
        lambda: f"CVR {digits(8)}",
        lambda: f"CVR-nr. {digits(2)} {digits(2)} {digits(2)} {digits(2)}, P-nr. 10{digits(8)}",
        lambda: f"EAN 57980{digits(8)}",
        lambda: f"EAN-nr.: 5 79{digits(4)} {digits(6)}",
        lambda: f"tlf. {digits(2)} {digits(2)} {digits(2)} {digits(2)}",
        lambda: f"Telefon +45 {digits(4)} {digits(4)}, mobil {digits(8)}",
        lambda: f"konto {digits(4)} {digits(10)}",
        lambda: f"Kontonr. {digits(4)}-{digits(10)}",
        lambda: f"reg.nr. {digits(4)} kontonummer {digits(6)} {digits(4)}",
        lambda: f"IBAN DK{digits(2)} {digits(4)} {digits(4)} {digits(4)} {digits(2)}",
        lambda: f"kr. {random.randrange(10**10):,}".replace(",", "."),
        lambda: f"{random.randrange(10**9):,},00 kr.".replace(",", "."),
        lambda: f"beløbet {digits(10)} kr.",
        lambda: f"{day():%d.%m.%Y} kl. {random.randrange(24):02d}.{random.randrange(60):02d}",
        lambda: f"{day():%d-%m-%y} til {day():%d-%m-%y}",
        lambda: f"{day():%d%m%y} {day():%d%m%y}",
        lambda: f"mødet {day():%Y-%m-%d}, punkt {random.randrange(40)}, side {random.randrange(900)}",
        lambda: f"matr.nr. {digits(2)}a, ejendomsnr. {digits(10)}",
        lambda: f"faktura {digits(6)}-{digits(4)} og ordrenr. {digits(10)}",
        lambda: f"ISBN 87-{digits(4)}-{digits(3)}-{digits(1)}",
        lambda: " ".join(digits(random.randrange(1, 5)) for _ in range(12)),
        lambda: "\t".join(f"{random.randrange(1000)},{digits(1)}" for _ in range(10)),
        lambda: f"sha256: {random.getrandbits(256):064x}",
        lambda: f"https://www.example.dk/sag?id={digits(10)}&side=2",
    )
    return [kinds[number % len(kinds)]() for number in range(count)]


def test_at_most_one_in_ten_thousand_numbers_of_other_kinds_is_an_error():
    texts = negatives(40_000)

    assert len([text for text in texts if "high" in tiers(text)]) <= len(texts) // 10_000


def test_a_mask_holds_no_more_than_the_day():
    for digits in WITH_CONTROL:
        shown = masked(f"CPR {hyphened(digits)}, {digits} og {digits[:6]} {digits[6:]}")

        assert digits[2:6] not in shown
        assert digits[6:] not in shown


def test_paths_with_the_date_of_a_meeting_are_not_masked():
    paths = [f"meetings/ebu/{day}/02-plan.md:12" for day in ("2012-09-09", "2001-01-01", "2010-12-31-ekstra")]

    assert [masked(path) for path in paths] == paths


@settings(deadline=None)  # how long a case takes is up to the machine
@given(some.text(alphabet="0123456789-. \n|/OlCcPpRr\u0663\uff17", max_size=80))
def test_any_text_can_be_masked_and_then_holds_no_number_in_the_high_tier(text):
    assert "high" not in tiers(masked(text))


@settings(max_examples=400)
@given(
    some.lists(
        some.sampled_from(["cpr", "PERSON", "pers", "onnum", "nummer", "nr", "al", ".", " ", "-", "identification"])
        | some.sampled_from(["Civil", "civil", "registration", "social", "SOCIAL", "security", "per\u017fon", "æ"]),
        max_size=6,
    ).map("".join)
)
def test_what_may_say_that_a_number_is_a_cpr_number_is_looked_for_in_every_text_that_does(text):
    says = context._words(text, 0, len(text)) or context.context(text, 0, 0) is context.Context.RAISES
    raises = context.Context.RAISES in says if isinstance(says, list) else says

    assert context.speaks_of_cpr(text) or not raises


@given(some.text(alphabet="0120019119.-–/ OoQlIi\u00a0\u0663", max_size=24))
def test_a_text_without_what_is_looked_for_first_holds_nothing_that_only_words_tell(text):
    for first, then in ((cpr._MAY_HAVE_LETTERS, cpr._WITH_LETTERS), (cpr._MAY_HAVE_CENTURY, cpr._WITH_CENTURY)):
        assert first.search(text) or not then.search(text)


@pytest.mark.parametrize("filler", ["1 ", "1", "0-", "0101801234", "01 ", "O", "cpr ", "- ", "1\n", "²", "f.f."])
def test_looking_takes_time_that_grows_with_the_length_of_the_text_and_no_faster(filler):
    def taken(length: int) -> float:
        text = filler * (length // len(filler))
        start = process_time()
        cpr_numbers(text)
        return process_time() - start

    taken(1000)
    once = min(taken(50_000) for _ in range(3))
    assert min(taken(200_000) for _ in range(2)) < max(once, 0.005) * 12


def tiers(text: str) -> list[str]:
    return [found.tier for found in cpr_numbers(text)]
