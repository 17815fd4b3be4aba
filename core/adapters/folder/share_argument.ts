/** First argument of the folder process. On its own: the program looks for it before it loads anything. */
export const SHARE_ARGUMENT = "__pasta";
