"""The resources of the API: what each is made of."""
