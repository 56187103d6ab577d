"""Claims of many articles → accounts → incidents → estimates."""
