"""What a person does with an investigation: from a source to an order of an own list."""
