"""What is owed, what arrived, and the receipts for it; the platform never holds it."""
