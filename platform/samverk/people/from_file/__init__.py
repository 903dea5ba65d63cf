"""The organisation from a file: what each row would do, and the plan that does it."""
