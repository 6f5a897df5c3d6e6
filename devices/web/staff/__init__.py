"""The pages of the hall's admins: who may come in, other programs' tokens, and the audit log."""
