"""The checks beside the page being written."""

from wagtail.admin.userbar import ContentCheckerItem

#: An intranet is not found through search engines; asking for a description for them would only be noise.
NOT_ASKED = "empty-meta-description"


class PageChecks(ContentCheckerItem):
    """Wagtail's checks of headings, links and pictures."""

    axe_run_only = [rule for rule in ContentCheckerItem.axe_run_only if rule != NOT_ASKED]
    axe_custom_rules = [rule for rule in ContentCheckerItem.axe_custom_rules if rule["id"] != NOT_ASKED]
    axe_custom_checks = [check for check in ContentCheckerItem.axe_custom_checks if NOT_ASKED not in check["id"]]
    axe_messages = {rule: texts for rule, texts in ContentCheckerItem.axe_messages.items() if rule != NOT_ASKED}
