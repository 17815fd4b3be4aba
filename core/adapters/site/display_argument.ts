/** First argument of the process that shows the monitor to others. On its own: the program looks for it before it loads anything. */
export const DISPLAY_ARGUMENT = "__vitrine";
