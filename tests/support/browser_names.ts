/** Programs that are Chromium, by the names under which systems have it. */
export const BROWSERS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
] as const;
