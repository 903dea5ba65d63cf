"""What the structure offers to the registries."""

from samverk.intranet.holds import page_holds
from shared_templates.adoption.dependents import Dependent, dependents
from shared_templates.structure.actions.clear_places import clear_places
from shared_templates.structure.actions.place_nodes import place_nodes
from shared_templates.structure.holding import holds_of

page_holds.register("structure", holds_of)
dependents.register("structure", Dependent(bring_along=place_nodes, let_go=clear_places))
