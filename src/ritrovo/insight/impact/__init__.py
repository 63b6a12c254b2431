"""The second victory, measured from facts and milestones only."""
