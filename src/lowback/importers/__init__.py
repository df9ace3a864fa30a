"""Other people's catalogs to ours.

Every module here has `loads(text) -> Imported`, of a text or the bytes of a
file; callers read and write files. `mapped` is told by a mapping where our fields are.
"""

from . import exercemus as exercemus
from . import exercisedb as exercisedb
from . import free_exercise_db as free_exercise_db
from . import mapped as mapped
from . import pierre as pierre
from . import table as table
from . import wger as wger

__all__ = ["exercemus", "exercisedb", "free_exercise_db", "mapped", "pierre", "table", "wger"]
