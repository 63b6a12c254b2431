"""The verbs of campaigns, one file for each thing people do."""
