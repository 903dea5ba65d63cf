"""A quick guide (*lathund*, PF-20): numbered steps, for one system in one version, made to be printed."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from .page_base import IntranetPage


class StepBlock(blocks.StructBlock):
    """One step: what to do, and what to know while doing it."""

    heading = blocks.CharBlock(label=_("Gör så här"), max_length=120)
    text = blocks.RichTextBlock(label=_("Förklaring"), required=False, features=["bold", "italic", "link", "ul"])

    class Meta:
        icon = "list-ol"
        label = _("Steg")


class GuidePage(IntranetPage):
    """How to do one thing, step by step."""

    system = models.CharField(_("System"), max_length=100, blank=True)
    system_version = models.CharField(_("Systemets version"), max_length=30, blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("Steg"), blank=True)

    in_emergency_pack = models.BooleanField(
        _("Finns vid avbrott"),
        default=False,
        db_default=False,
        help_text=_(
            "Lathunden läggs i nödpaketet, som går att läsa utan nät och inloggning. Märk bara det som alla här får se."
        ),
    )

    content_panels = [
        *IntranetPage.content_panels,
        FieldPanel("system"),
        FieldPanel("system_version"),
        FieldPanel("steps"),
        FieldPanel("in_emergency_pack"),
    ]
    parent_page_types = ["intranet.StartPage", "intranet.SectionPage"]
    subpage_types: list[str] = []
    template = "intranet/guide_page.html"

    class Meta:
        verbose_name = _("Lathund")
        verbose_name_plural = _("Lathundar")

    def plain_words(self) -> str:
        """System and steps, for search."""
        steps = (f"{step.value['heading']} {step.value['text'] or ''}" for step in self.steps)
        return " ".join((self.system, *steps))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what is said about the guide."""
        from samverk.intranet.article import talk_context

        context = super().get_context(request, *args, **kwargs)
        context.update(talk_context(request, self, commentable=True))
        return context

    def step_list(self) -> list[dict[str, object]]:
        """The steps as ui's component wants them."""
        return [{"title": step.value["heading"], "body": step.value["text"]} for step in self.steps]
