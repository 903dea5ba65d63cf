"""The intranet: Wagtail pages, news, sections, guides; their files; who may read them."""
