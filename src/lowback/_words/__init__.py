"""What everything is called, and how long it takes to say: the one place that everything that speaks asks.

A value and the conventions of its catalog come in, a phrase comes out. Most things have two lengths, a line for paper
and a few words for a voice, a list or a small screen, made of the same words.
"""

from ._asking import Prompt as Prompt
from ._labels import Label as Label
from ._language import ENGLISH as ENGLISH
from ._language import Language as Language
from ._language import Voice as Voice
from ._language import capital as capital
from ._language import joined as joined
from ._language import seconds_to_say as seconds_to_say
from ._language import sentence as sentence
from ._rules import BY_RULE as BY_RULE
from ._rules import CourseWords as CourseWords
from ._rules import why_changed as why_changed
from ._safe import is_safe as is_safe
from ._safe import safe as safe
from ._words import REVIEW as REVIEW
from ._words import Words as Words
from ._words import address as address
from ._words import citation as citation
from ._words import clock as clock
from ._words import web_address as web_address

__all__ = [
    "BY_RULE",
    "ENGLISH",
    "REVIEW",
    "CourseWords",
    "Label",
    "Language",
    "Prompt",
    "Voice",
    "Words",
    "address",
    "capital",
    "citation",
    "clock",
    "is_safe",
    "joined",
    "safe",
    "seconds_to_say",
    "sentence",
    "web_address",
    "why_changed",
]
