// What scripts add to the desk: keys, drafts kept while typing, who else is here, the place in a list.
import { addDrafts } from "./drafts.js";
import { addHere } from "./here.js";
import { addKeys } from "./keys.js";
import { showOpened } from "./opened.js";

addDrafts();
addHere();
addKeys();
showOpened();
