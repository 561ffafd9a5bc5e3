"""The plug-ins of Fjorten: one file for each step behind a `do:`, one for each sender, and the pages."""
