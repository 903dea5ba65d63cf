"""Where else the house knows a department or a manager from than the directory.

The organisation lies in a room above (people), so that room declares what it knows; both are asked in one query.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from samverk.kernel.registries import Registry

#: (day) → keys of the users who have one.
UserKeys = Callable[[date], "QuerySet[Any, Any]"]

department_sources: Registry[UserKeys] = Registry("who has a department")
manager_sources: Registry[UserKeys] = Registry("who has a manager")
