"""The API's operations, each described once as a function that returns a `Call`.

A module is a noun. The clients turn these functions into methods, with the same signatures.
"""
