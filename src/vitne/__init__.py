"""vitne reads news reports of armed conflict into attributed, checkable claims."""
