"""The public pages: home, search, ecosystems."""
