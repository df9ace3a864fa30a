"""Pose data becomes a figure: bones, the solver that seats it, the camera and its outlines.

Drawing needs the solved numbers only; the solver is for whoever writes a picture.
"""

from lowback.picture import ANGLES as ANGLES
from lowback.picture import LIMITS as LIMITS

from .anatomy import Build as Build
from .checking import check_picture as check_picture
from .landmarks import COCO17 as COCO17
from .landmarks import Landmark as Landmark
from .landmarks import coco17 as coco17
from .solving import best_effort as best_effort
from .solving import is_solved as is_solved
from .solving import picture_of as picture_of
from .solving import solve as solve

__all__ = [
    "ANGLES",
    "COCO17",
    "LIMITS",
    "Build",
    "Landmark",
    "best_effort",
    "check_picture",
    "coco17",
    "is_solved",
    "picture_of",
    "solve",
]
