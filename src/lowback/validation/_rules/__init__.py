"""The rules, one module for each subject."""

from lowback.validation._rule import Rule

from . import (
    adaptations,
    catalog,
    cautions,
    doses,
    languages,
    links,
    names,
    pictures,
    safeguards,
    sources,
    statements,
    steps,
    texts,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    *catalog.RULES,
    *names.RULES,
    *texts.RULES,
    *languages.RULES,
    *steps.RULES,
    *statements.RULES,
    *doses.RULES,
    *sources.RULES,
    *links.RULES,
    *cautions.RULES,
    *adaptations.RULES,
    *safeguards.RULES,
    *pictures.RULES,
)
"""Every rule, in the order in which they are asked."""
