"""Search without a server: what the archive publishes becomes an index of plain files that a reader's browser asks."""
