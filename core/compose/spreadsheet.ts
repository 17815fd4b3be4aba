/** Workbooks, by the library that makes them. Loaded only when one is asked for. */
export { type Cell, xlsxOf } from "../adapters/spreadsheet/xlsx.ts";
