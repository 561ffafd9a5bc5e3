"""How a database comes from one form of its tables to the next."""
