"""The treasurer's desk: bank statements, what waits, receipts."""
