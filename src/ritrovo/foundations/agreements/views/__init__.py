"""The pages of agreements: for who reads a text, for who consented, for who publishes."""
