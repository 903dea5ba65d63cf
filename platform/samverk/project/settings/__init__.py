"""Settings in small files by concern; the environment is read in `env` only.

`samverk.project.settings` is what runs in the demo and in production. `settings.test` bends it for tests.
"""

from .env import *

from .base import *  # isort: skip
from .apps import *  # isort: skip
from .database import *  # isort: skip
from .people import *  # isort: skip
from .language import *  # isort: skip
from .files import *  # isort: skip
from .security import *  # isort: skip
from .jobs import *  # isort: skip
from .cms import *  # isort: skip
from .mail import *  # isort: skip
from .logs import *  # isort: skip
from .audit import *  # isort: skip
from .mail import *  # isort: skip
