"""The comments and questions of the shipped playbooks in the other five languages, for a shop's first folder."""
