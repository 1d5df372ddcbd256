// The worker of an archive in English.

import { stem } from "./stem-en.js"
import { work } from "./worker.js"

work(stem)
