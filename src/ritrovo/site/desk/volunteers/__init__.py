"""The desk of volunteering: the register, the occasional list, the policies and the hours."""
