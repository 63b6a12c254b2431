"""The open platform of collaborative welfare."""
