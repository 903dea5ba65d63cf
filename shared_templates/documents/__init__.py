"""Documents written after the model's document templates: filled from what is known that day, frozen when sent."""
