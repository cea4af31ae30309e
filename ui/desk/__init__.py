"""Hand out papers' pages and files, and keep the evidence trays."""
