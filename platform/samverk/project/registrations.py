"""What the front hall offers to the registries."""

from samverk.kernel.recovering import copies_kept
from samverk.project.recovery import copies

copies_kept.register("embedded", copies)
