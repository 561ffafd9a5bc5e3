"""The doors and pages of Fjorten over HTTP: for senders, and for people on the machine itself."""
