"""Personal data in a text: what gives it away, how certain that is, and how it is told without being shown."""
