"""The measures of the second victory: pure, from tables of facts, with no installation at all."""
