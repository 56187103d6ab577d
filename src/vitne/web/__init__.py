"""The pages on which a person looks at a record."""
