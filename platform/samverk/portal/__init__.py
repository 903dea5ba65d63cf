"""The frame around every page: top bar, menu, site switcher; and the page of all my sites."""
