"""What the model municipality keeps, in every site's schema; only templates use it."""

from shared_templates.masters.models.master import Master
from shared_templates.masters.models.quality import Review, TestCase, TestResult

__all__ = ["Master", "Review", "TestCase", "TestResult"]
