"""What an action refused, on the form it came from."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def tell(form: forms.Form, error: ValidationError) -> None:
    """Put each sentence beside its field; above the form where it has none."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in found.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
