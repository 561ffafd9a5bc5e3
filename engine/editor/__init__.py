"""What an editor asks while somebody types: what stands here, where it comes from, what may stand here, what mends it."""
