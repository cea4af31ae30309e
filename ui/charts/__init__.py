"""Charts: from data to a drawing that can be read aloud, with the same data as a table."""
