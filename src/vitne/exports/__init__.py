"""One module a format: each a declared list of columns, from which writer, codebook and schema come.

`vitne.exports.export.export` writes, `vitne.exports.format.formats` lists. Nothing is imported here.
"""
