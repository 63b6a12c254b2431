"""The verbs of payments, each in a transaction of its own."""
