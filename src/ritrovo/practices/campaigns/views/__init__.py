"""The pages of campaigns, one file for each kind of reader."""
