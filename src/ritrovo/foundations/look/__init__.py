"""The face of every page: base templates, components, form fields, the rings, themes."""
