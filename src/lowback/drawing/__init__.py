"""Pose data becomes a figure: bones, the solver that seats it, the camera and its outlines.

Drawing needs the solved numbers only; the solver is for whoever writes a picture.
"""

from lowback.picture import ANGLES as ANGLES
from lowback.picture import LIMITS as LIMITS

from ._anatomy import Build as Build
from ._checking import check_picture as check_picture
from ._landmarks import COCO17 as COCO17
from ._landmarks import Landmark as Landmark
from ._landmarks import coco17 as coco17
from ._pictures import is_solved as is_solved
from ._pictures import picture_of as picture_of
from ._solving import best_effort as best_effort
from ._solving import solve as solve

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
