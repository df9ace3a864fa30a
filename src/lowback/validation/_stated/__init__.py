"""What an instruction states about the dose: amounts and sides, read from English sentences."""

from attrs import frozen

from ._amount import Amount, Leeway, What
from ._amounts import every_amount_in
from ._hints import PARTNERS, TELLING, are_of_a_rest, has_digits, set_of, signs_in, words_of
from ._implied import implied_in
from ._products import Product, amounts_in, products_in
from ._sides import (
    BESIDE_SIDES,
    FOREIGN_SIDES,
    OF_SIDES,
    Sides,
    SidesStated,
    may_say,
    side_named_in,
    sides_in,
)
from ._translating import as_english

__all__ = [
    "BESIDE_SIDES",
    "FOREIGN_SIDES",
    "OF_SIDES",
    "PARTNERS",
    "TELLING",
    "Amount",
    "Leeway",
    "Product",
    "Sides",
    "SidesStated",
    "Stated",
    "What",
    "amounts_in",
    "are_of_a_rest",
    "as_english",
    "has_digits",
    "implied_in",
    "may_say",
    "products_in",
    "set_of",
    "side_named_in",
    "sides_in",
    "signs_in",
    "stated",
    "words_of",
]


@frozen
class Stated:
    """All that a text states about the dose, in the order of the text.

    Attributes:
        amounts: The amounts, also those that belong together.
        sides: The statements about sides.
    """

    amounts: tuple[Amount, ...] = ()
    sides: tuple[SidesStated, ...] = ()


def stated(text: str) -> Stated:
    """Read what an instruction states.

    Where sides alternate, "each side" only says how repetitions are counted, and is left out.

    >>> found = stated("Hold for 10 to 20 seconds, then switch legs.")
    >>> [(amount.what.value, amount.low, amount.high, amount.words) for amount in found.amounts]
    [('hold', 10, 20, '10 to 20 seconds')]
    >>> [(each.sides.value, each.words) for each in found.sides]
    [('each side', 'switch legs')]
    >>> stated("Bend your knees to 90 degrees.")
    Stated(amounts=(), sides=())
    """
    return Stated(every_amount_in(text), sides_in(text))
