/** Where a reader lets its caller do something else. */

/** Lines between two pauses: so few that the movements in between, applied in the pause, are garbage while they are young. */
export const PAUSE_LINES = 256;
