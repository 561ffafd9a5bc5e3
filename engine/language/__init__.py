"""The playbook language: from the owner's text to a playbook that the engine can follow."""
