"""Fjorten: what a web shop promises its customers, kept to the day."""
