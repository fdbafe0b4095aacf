"""The command line: `multimail` sends, reads, decides and follows, from a terminal or a script."""
