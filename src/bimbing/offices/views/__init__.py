"""Pages of the offices: the doors and the people, and how the office is set up."""
