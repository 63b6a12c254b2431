"""One ledger: what must balance moves only through here."""
