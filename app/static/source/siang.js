// What scripts add to pages that already work without them; bundled by bin/assets.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  PasswordInput,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { addAids } from "./aids.js";
import { addExit } from "./exit.js";
import { addPasskeys } from "./passkey.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, FileUpload, PasswordInput, SkipLink]) {
  createAll(component);
}
addAids();
addExit();
addPasskeys();
