/** How the program starts itself again. */
export { selfCommand } from "../adapters/folder/self_command.ts";
