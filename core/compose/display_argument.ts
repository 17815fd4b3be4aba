/** First argument of the process that shows the monitor to others. */
export { DISPLAY_ARGUMENT } from "../adapters/site/display_argument.ts";
