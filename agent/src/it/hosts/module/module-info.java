module host {}
