"""What the overview offers to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.kernel.registries import Widget, start_widgets
from shared_templates.content.filling import Source, sources
from shared_templates.overview import start_box
from shared_templates.overview.document_source import likeness

start_widgets.register(
    "templates",
    Widget("likeness/_start_box.html", start_box.context, 25, _("Mallen"), kept=True, meant_for=start_box.meant_for),
)
sources.register("overview.likeness", Source("likhet", likeness))
