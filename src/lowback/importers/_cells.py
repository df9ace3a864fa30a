"""What stands in the cells of a spreadsheet: numbers as people write them, and what programs made of them."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

__all__ = ["Figures", "Prescribed", "read_amount", "read_prescribed", "unwrapped", "why_no_text"]

_QUOTED_FORMULA = re.compile(r'="((?:[^"]|"")*)"', re.DOTALL)
_GUARDED = re.compile(r"'(?=[-=+@\d])")
_FORMULA = re.compile(r"=(?![=>])|[+@-]\s*(?:[A-Za-z.]+\(|[\w.+*/() -]*(?:\|\s*'|!\$?[A-Z]))")
_BULLET = re.compile(r"[=+@-]\s+[^\W\d_]+[.,;:!?]*(?:\s|\Z)")
"""A sign, and then a word of its own: somebody made a list."""
_ERROR = re.compile(r"#(?:[A-Z\u00c0-\u00de]{2,12}(?:/0)?[!?]|N/A|NV|N/D|N/B|#+)")
"""In capitals, in whatever language the spreadsheet speaks."""


def unwrapped(cell: str) -> str:
    """A cell without what keeps a spreadsheet from reading it as a number or a formula.

    >>> unwrapped('="8-12"'), unwrapped("'8-12"), unwrapped("'Cat' and cow")
    ('8-12', '8-12', "'Cat' and cow")
    """
    text = cell.strip()
    if quoted := _QUOTED_FORMULA.fullmatch(text):
        return quoted[1].replace('""', '"').strip()
    return _GUARDED.sub("", text, count=1) if _GUARDED.match(text) else text


def why_no_text(cell: str) -> str:
    """Why a cell is left out: it holds a formula, or what a spreadsheet shows instead of one; empty when it is fine.

    >>> why_no_text("=SUM(A1:A3)")
    'a formula, expected its value'
    >>> why_no_text("- Keep your back flat.")
    ''
    """
    cell = unicodedata.normalize("NFKC", cell[:1]) + cell[1:]
    if _ERROR.fullmatch(cell):
        return "what a spreadsheet shows when it cannot work something out, expected a value"
    return "a formula, expected its value" if _FORMULA.match(cell) and not _BULLET.match(cell) else ""


@frozen
class Figures:
    """A number or a range, or why there is none.

    Attributes:
        low: The smaller number.
        high: The larger one; the same when there is one number.
        why: Why neither could be read; empty when they were.
    """

    low: int = 0
    high: int = 0
    why: str = ""


_SECONDS = "s|secs?\\.?|seconds?|sek\\.?|sekunden?|secondes?|seg\\.?|segundos?|second[oi]|seconden|['\u2032]{2}|\""
_MINUTES = "mins?\\.?|minutes?|minuten?|minutos?|minut[oi]|['\u2032]"
_TIMES = "[x\u00d7]"
_IN_TIME = ("hold", "duration", "rest", "seconds")
_UNITS: Mapping[str, str] = {
    "sets": rf"{_TIMES}|sets?|rounds?|sätze?|satz|durchgänge?|serien?|séries?|series?|rondes?",
    "reps": rf"{_TIMES}|reps?\.?|repetitions?|times|wdhg?\.?|wiederholung(?:en)?|-?mal|fois|rép\.?|répétitions?|"
    "repetici(?:ón|ones)|vez|veces|ripetizion[ei]|volt[ae]|repetiç(?:ão|ões)|vezes|herhaling(?:en)?|keer",
    **dict.fromkeys(_IN_TIME, rf"{_SECONDS}|{_MINUTES}"),
}
"""What may stand behind the number, by what the column is about."""

_LONGEST = 60
"""Characters of an amount with its units, or of a date with its weekday."""
_EXPECTED = "expected a whole number or two, such as 10 or 8-12"

_NUMBER = r"([0-9]{1,6}(?:[.,](?:0{1,2}|25|50?|75))?)"
_MIXED = re.compile(rf"([0-9]{{1,2}}) ?(?:{_MINUTES}) ?([0-5]?[0-9]) ?(?:{_SECONDS})")
"""Minutes and seconds."""
_BETWEEN = r"(?:[-\u2010-\u2015\u2212~\u301c]|\.\.\.?|to|bis|tot|à|a)"


def read_amount(cell: str, what: str) -> Figures:
    r"""A whole number or two, with a unit that belongs to the column.

    >>> read_amount("8 \u2013 12", "reps")
    Figures(low=8, high=12, why='')
    >>> read_amount("2 min", "hold").low
    120
    >>> read_amount("08. Dez", "reps").why
    'a date, as spreadsheets make of a range: perhaps it was 8-12'
    """
    if len(cell) > _LONGEST:
        return Figures(why=_EXPECTED)
    text = _plainly(cell)
    if what in _IN_TIME and (mixed := _MIXED.fullmatch(text)):
        seconds = 60 * int(mixed[1]) + int(mixed[2])
        return Figures(seconds, seconds)
    unit = f" *({_UNITS.get(what, '(?!)')})?"
    found = re.fullmatch(rf"(?:{_TIMES} ?)?{_NUMBER}{unit}(?: ?{_BETWEEN} ?{_NUMBER}{unit})?", text)
    if found and not _is_day(text):
        first, unit_first, second, unit_second = found.groups()
        scales = [
            60 if each and re.fullmatch(_MINUTES, each) else 1 for each in (unit_first or unit_second, unit_second)
        ]
        low = _decimal(first) * scales[0]
        high = _decimal(second) * scales[1] if second else low
        if low.denominator == high.denominator == 1:
            return Figures(int(low), int(high))
    if days := _days(text):
        readings = " or ".join(dict.fromkeys(f"{low}-{high}" for low, high in map(sorted, days)))
        return Figures(why=f"a date, as spreadsheets make of a range: perhaps it was {readings}")
    if _TIME.fullmatch(text):
        return Figures(why=f"a time of day, {_EXPECTED}")
    return Figures(why=_EXPECTED)


def _plainly(cell: str) -> str:
    """A cell in small letters, with the digits 0 to 9 and single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", cell)).strip().casefold().translate(_DIGITS)


def _decimal(number: str) -> Fraction:
    return Fraction(number.replace(",", "."))


_DIGITS = {code: str(unicodedata.digit(chr(code))) for code in range(0x80, 0x3000) if chr(code).isdecimal()}
"""Digits of other alphabets."""

# More than an amount ------------------------------------------------------------------------------


@frozen
class Prescribed:
    """What a cell says of a dose.

    Attributes:
        amount: The number or range that the column is about.
        times: How many times that, as in "3 x 10"; 0 where it is not said.
        sided: The words that say it is done on each side; empty where none do.
    """

    amount: Figures
    times: int = 0
    sided: str = ""


_SIDE = (
    "(?:sides?|legs?|arms?|seiten?|bein|côtés?|jambes?|bras|lados?|piernas?|brazos?|lato|gamba|braccio|pernas?|braços?"
    "|kant|zijde|been)"
)
_EACH = r"(?:(?:on )?each|every|per|/|pro|je|par|por|(?:de )?chaque|(?:por |en |de )?cada|ogni|elke)"
_SIDED = re.compile(rf"(?P<amount>.+?)[ ,]*(?P<words>\(?(?:{_EACH} ?{_SIDE}|each|beidseits)\)?)")
_OF = r"(?:[x\u00d7*]|sets? (?:of|x)|sätze (?:à|mit|zu|von)|séries de|series de|serie d[ai]|sets van)"
_TIMES_SO_MANY = re.compile(rf"(?P<times>[0-9]{{1,2}}) ?{_OF} ?(?P<amount>[0-9].*)")
_SO_MANY_TIMES = re.compile(r"(?P<amount>.*[^0-9x\u00d7* ]) ?[x\u00d7*] ?(?P<times>[0-9]{1,2})(?: sets)?")


def read_prescribed(cell: str, what: str) -> Prescribed:
    """A dose as people write it: an amount, how many times that, and that it is done on each side.

    >>> read_prescribed("3 x 10 each side", "reps")
    Prescribed(amount=Figures(low=10, high=10, why=''), times=3, sided='each side')
    """
    amount = read_amount(cell, what)
    if amount.why != _EXPECTED or len(cell) > _LONGEST:
        return Prescribed(amount)
    text = _plainly(cell)
    sided = _SIDED.fullmatch(text)
    text = sided["amount"] if sided else text
    crossed = (_TIMES_SO_MANY.fullmatch(text) or _SO_MANY_TIMES.fullmatch(text)) if what != "sets" else None
    inside = read_amount(crossed["amount"] if crossed else text, what)
    if inside.why:
        return Prescribed(amount)
    if crossed and crossed["amount"].isdecimal() and int(crossed["times"]) > inside.low:
        return Prescribed(Figures(why=f"{crossed['times']} times {inside.low}, or the other way round"))
    return Prescribed(inside, int(crossed["times"]) if crossed else 0, sided["words"] if sided else "")


# Dates -------------------------------------------------------------------------------------------

_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            *("jan gen ene", "feb fev", "mar mrz mrt maa", "apr avr abr", "may mai mei mag", "jun juin giu"),
            *("jul juil lug", "aug aou ago", "sep set", "oct okt ott out", "nov", "dec dez dic"),
        ),
        start=1,
    )
    for name in names.split()
}
"""How the names of months begin, in the languages of western Europe, without accents."""

_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?")
_NAMED = re.compile(
    r"(?:[a-z]{6,10}, ?)?(?:(?P<day>\d{1,2})[. /-]+)?(?P<month>[a-z]{3,9})\.?(?:[ /-]+(?P<more>\d{1,4}))?(?:,? \d{4})?"
)
_NUMBERED = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{2}|\d{4})?")
_CJK = re.compile(r"(?:\d{4}年)?(\d{1,2})月(\d{1,2})日")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ t][0-9:.]+z?)?")
_WHOLE = re.compile(r"[0-9]{5}(?:\.0)?")
_FIRST_DAY, _DAYS = date(1899, 12, 30), range(36_526, 58_000)
"""Spreadsheets count days from here; these are those of the years 2000 to 2058."""


def _is_day(text: str) -> bool:
    return bool(_WHOLE.fullmatch(text)) and int(text.partition(".")[0]) in _DAYS


def _days(text: str) -> list[tuple[int, int]]:
    """The pairs of numbers that a date was perhaps made of; none when it is no date."""
    if _is_day(text):
        return _pairs(_FIRST_DAY + timedelta(int(text.partition(".")[0])))
    if cjk := _CJK.fullmatch(text):
        return _pairs_of(int(cjk[1]), int(cjk[2]), 0)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if named := _NAMED.fullmatch(plain):
        month = _MONTHS.get(named["month"][:4], _MONTHS.get(named["month"][:3]))
        other = named["day"] or named["more"]
        return [(month, int(other) % 100)] if month and other else []
    if iso := _ISO.fullmatch(plain):
        return _pairs_of(int(iso[2]), int(iso[3]), int(iso[1]))
    if numbered := _NUMBERED.fullmatch(plain):
        return _pairs_of(int(numbered[1]), int(numbered[2]), int(numbered[3] or 0))
    return []


def _pairs(day: date) -> list[tuple[int, int]]:
    return _pairs_of(day.month, day.day, day.year)


def _pairs_of(one: int, other: int, year: int) -> list[tuple[int, int]]:
    """A day and a month; or a month and a year, of which spreadsheets make the first of the month."""
    pairs = [(one, other)]
    if 1 in (one, other) and year:
        pairs.append((max(one, other), year % 100))
    return pairs
