"""What first links offer to the registries."""

from samverk.kernel.registries import secret_paths
from tenants.life.rules import columns_in_archive, secret, tables_not_copied

# A link that nobody has used opens nothing where the site moves to; the operator there makes a new one.
columns_in_archive.register("first_links_firstlink.link_hash", secret(""))
secret_paths.register("first_links", "/forsta-losenord/")
tables_not_copied.register("first_links_firstlink", "länkar som öppnar ett konto")
