"""The same pipeline, in several processes of one machine or over many machines (Spark)."""
