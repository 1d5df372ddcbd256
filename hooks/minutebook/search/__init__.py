"""Search without a server: what the archive publishes becomes an index of plain files that a reader's browser asks."""

import os

# numpy would start a thread for each processor, for algebra that nothing here asks for; who has threads cannot fork.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
