"""Read the figures of a passage: what is counted, as of when, whether reached, aimed at, budgeted or changed."""
