"""What a municipality has of the model, in its own schema."""

from shared_templates.adoption.models.adopted import Adopted, Answer
from shared_templates.adoption.models.application import Application, PutOff
from shared_templates.adoption.models.deviation import Deviation, DeviationState, DeviationStep, Reason, Step

__all__ = [
    "Adopted", "Answer", "Application", "Deviation", "DeviationState", "DeviationStep", "PutOff", "Reason", "Step",
]  # fmt: skip
