"""One folder a component: template, styles, script and a typed specification."""
