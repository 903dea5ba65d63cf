"""How the editors' tools behave for one person.

Wagtail's page also asks for name, e-mail, picture, language, time zone and colours. Those are the house's own, are
changed elsewhere and hold everywhere; a second answer here would only contradict the first.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    NotificationsSettingsPanel,
    SettingsTab,
)
from wagtail.admin.widgets import SwitchInput
from wagtail.users.models import UserProfile

ways_tab = SettingsTab("ways", _("Arbetssätt"), order=100)


class WaysForm(forms.ModelForm[UserProfile]):
    """What eases the work at the keyboard and on a small screen (WCAG 2.2, 2.1.4 asks for the switch)."""

    class Meta:
        model = UserProfile
        fields = ["keyboard_shortcuts", "density", "contrast"]
        widgets = {"keyboard_shortcuts": SwitchInput()}


class WaysPanel(BaseSettingsPanel):
    """The tab's one panel."""

    name = "ways"
    title = _("Arbetssätt")
    tab = ways_tab
    order = 100
    form_class = WaysForm
    form_object = "profile"


class EditorAccountView(AccountView):
    """Wagtail's page with our panels."""

    page_title = _("Inställningar för redaktionen")
    template_name = "intranet/editor/account.html"

    def get_panels(self) -> list[Any]:
        """Ways of working for everybody, messages for who takes part in reviews."""
        request, user = self.request, self.request.user
        profile = UserProfile.get_for_user(user)
        panels = [panel(request, user, profile) for panel in (WaysPanel, NotificationsSettingsPanel)]
        return [panel for panel in panels if panel.is_active()]


account = require_admin_access(EditorAccountView.as_view())
