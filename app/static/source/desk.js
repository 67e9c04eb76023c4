// What scripts add to the desk: keys, drafts kept while typing, who else is here.
import { addDrafts } from "./drafts.js";
import { addHere } from "./here.js";
import { addKeys } from "./keys.js";

addDrafts();
addHere();
addKeys();
