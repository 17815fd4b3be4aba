/** Where a reader lets its caller do something else. */

/** Lines between two pauses: some 10 ms of work. */
export const PAUSE_LINES = 16_384;
