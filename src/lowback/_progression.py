"""The rules by which a programme moves, as data: what they say, their numbers, and what they rest on."""

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from ._bounds import Between, not_blank

__all__ = ["Evidence", "Progression", "ProgressionRule", "RuleNumber"]


@frozen(kw_only=True)
class Evidence:
    """What a source says that a rule rests on.

    Attributes:
        says: What it prints, shortened.
        sure: How sure that is, and of whom it was found.
        source: Id of a packaged source; empty for one that is only cited.
        cited: What it is, where it is no packaged source.
    """

    says: str = field(validator=not_blank)
    sure: str = field(validator=not_blank)
    source: str = ""
    cited: str = ""


@frozen(kw_only=True)
class RuleNumber:
    """A number of a rule.

    Attributes:
        name: What it is.
        value: How much: days, minutes, points of pain, percent or times, 0 or more.
    """

    name: str = field(validator=not_blank)
    value: int = field(validator=Between(0))


@frozen(kw_only=True)
class ProgressionRule:
    """A rule of programmes. The first that applies decides; later ones may only make it less.

    Attributes:
        key: Its name.
        rank: Its place in the order, 1 or more.
        when: When it applies.
        then: What it does.
        numbers: Its numbers.
        evidence: What it rests on.
        editorial: What of it is judgement.
    """

    key: str = field(validator=not_blank)
    rank: int = field(validator=Between(1))
    when: str = field(validator=not_blank)
    then: str = field(validator=not_blank)
    numbers: tuple[RuleNumber, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    editorial: str = ""


@frozen(kw_only=True)
class Progression:
    """All rules.

    Attributes:
        rules: The rules, in their order.
    """

    rules: tuple[ProgressionRule, ...]

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], int]:
        return {(rule.key, each.name): each.value for rule in self.rules for each in rule.numbers}

    def number(self, key: str, name: str) -> int:
        """A number of a rule."""
        return self._numbers[key, name]
