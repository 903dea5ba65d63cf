"""Settings in small files by concern; the environment is read in `env` only.

`samverk.project.settings` is what runs in the demo and in production. `settings.test` bends it for tests.
"""

from .env import *  # noqa: F403
from .base import *  # noqa: F403  # isort: skip
from .apps import *  # noqa: F403  # isort: skip
from .database import *  # noqa: F403  # isort: skip
from .people import *  # noqa: F403  # isort: skip
from .language import *  # noqa: F403  # isort: skip
from .files import *  # noqa: F403  # isort: skip
from .security import *  # noqa: F403  # isort: skip
from .jobs import *  # noqa: F403  # isort: skip
from .cms import *  # noqa: F403  # isort: skip
from .logs import *  # noqa: F403  # isort: skip
