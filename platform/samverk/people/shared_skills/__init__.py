"""What people have chosen to let other sites find: name, title, municipality and the word, nothing else (PF-22)."""
