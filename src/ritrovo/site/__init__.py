"""What visitors and operators open: public pages, desks, the API."""
