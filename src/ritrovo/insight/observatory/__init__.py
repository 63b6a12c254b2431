"""The market of crowdfunding, platform by platform: files read, rules said, tables re-made."""
