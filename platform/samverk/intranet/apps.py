"""Django app of the intranet."""

from importlib import import_module

from django.apps import AppConfig


class IntranetConfig(AppConfig):
    """Page types and pictures, one set per site."""

    name = "samverk.intranet"
    label = "intranet"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Bend and mend what Wagtail has no setting for, load the checks and mirror the log."""
        import_module("samverk.intranet.checks")
        from samverk.intranet.cms_log import mirror_wagtails_log
        from samverk.intranet.denials import refuse_instead_of_redirecting
        from samverk.intranet.group_names import show_groups_by_label
        from samverk.intranet.mends import mend_wagtail, offer_no_bulk_actions_on_people
        from samverk.intranet.told import listen

        listen()
        refuse_instead_of_redirecting()
        show_groups_by_label()
        mend_wagtail()
        offer_no_bulk_actions_on_people()
        mirror_wagtails_log()
