"""The verbs of the inventory: looking at a list, bringing it in, taking it back."""
