"""A made-up day is a true day: the rules' own, the same each time, and it adds up."""
