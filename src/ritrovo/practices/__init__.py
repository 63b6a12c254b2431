"""Ways of collaborating: each is a plug-in, and none knows another."""
