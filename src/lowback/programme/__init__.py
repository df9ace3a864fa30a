"""Programmes: weeks of sessions that progress, ease and stop by rule.

A programme is a brief, a plan and a log. There is no clock in it: days are given. The same log gives the same plan.
"""

from lowback._words import BY_RULE

from ._day import Day, compose_day
from ._programme import Programme, Session, Week
from ._values import Change, Given, GivenItem, Hurt, Logged, NextDay, Plan, Report

__all__ = [
    "BY_RULE",
    "Change",
    "Day",
    "Given",
    "GivenItem",
    "Hurt",
    "Logged",
    "NextDay",
    "Plan",
    "Programme",
    "Report",
    "Session",
    "Week",
    "compose_day",
]
