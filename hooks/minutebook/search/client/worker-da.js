// The worker of an archive in Danish.

import { stem } from "./stem-da.js"
import { work } from "./worker.js"

work(stem)
