"""Lines of enquiry: neutral questions that a council's published papers leave open."""
