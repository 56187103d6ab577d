"""One module a format: each a declared list of columns, from which writer, codebook and schema come."""
