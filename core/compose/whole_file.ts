/** Files that are there whole or not at all. */
export { writeWhole } from "../adapters/site/whole_file.ts";
