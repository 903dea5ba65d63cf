"""Page objects: what a person can see and do, by role and name."""

from .cms import Cms
from .model import Model
from .people import People
from .phone import Phone
from .sign_in import SignIn
from .site import SitePage

__all__ = ["Cms", "Model", "People", "Phone", "SignIn", "SitePage"]
