"""The senders: one file each, that knows how the sender signs and what its deliveries mean."""
