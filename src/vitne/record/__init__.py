"""The database of captures, articles, claims, incidents and judgements."""
