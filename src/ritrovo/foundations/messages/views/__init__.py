"""The pages of the post: for readers, for a trial without a mail server, for administrators."""
