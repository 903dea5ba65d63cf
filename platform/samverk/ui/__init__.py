"""The design system: tokens, components, layouts, icons and the gallery that shows them."""
