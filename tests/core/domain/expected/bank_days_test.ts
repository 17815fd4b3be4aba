import assert from "node:assert/strict";
import Holidays from "date-holidays";
import { bankHolidays, easterOf, isBankDay } from "../../../../core/domain/expected/bank_days.ts";
import { addDays } from "../../../../core/domain/told/local_calendar.ts";

/** The banks' days of a year by another source: national holidays, Carnival Monday and Tuesday, Corpus Christi. */
function byOthers(year: number): string[] {
  const days = new Set<string>();
  for (const { date, type, rule } of new Holidays("BR").getHolidays(year, "pt")) {
    const day = date.slice(0, 10);
    // Days of elections are holidays of the law, and banks keep them on Sundays only.
    if (type === "public" && !/eleição/i.test(rule)) days.add(day);
  }
  const named = (name: RegExp) =>
    new Holidays("BR").getHolidays(year, "pt").find((one) => name.test(one.name))!.date.slice(
      0,
      10,
    );
  const carnival = named(/^carnaval/i); // its Saturday
  days.add(addDays(carnival, 2)).add(addDays(carnival, 3)).add(
    named(/corpo de deus|corpus christi/i),
  );
  return [...days].sort();
}

for (let year = 2020; year < 2036; year++) {
  Deno.test(`bank holidays of ${year} are those of another source, movable ones included`, () => {
    const others = byOthers(year).filter((day) => {
      // Elections: first and last Sunday of October, never a day of banks anyway.
      const sunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
      return !(sunday && day.slice(5, 7) === "10");
    });
    const ours = [...bankHolidays(year)].filter((day) => {
      const sunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
      return !(sunday && day.slice(5, 7) === "10");
    }).sort();
    assert.deepEqual(ours, others);
  });
}

Deno.test("Easter, and what follows from it, on days that are known", () => {
  // Earliest, latest and leap-year ones.
  const known = [
    "1818-03-22",
    "1943-04-25",
    "2000-04-23",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2038-04-25",
  ];
  for (const day of known) assert.equal(easterOf(Number(day.slice(0, 4))), day);
});

Deno.test("business days: weekends, holidays, local ones of one year and of every year", () => {
  const local = new Set(["01-25", "2026-07-09"]);
  const cases: [day: string, bank: boolean][] = [
    ["2026-02-16", false], // Carnival Monday
    ["2026-02-17", false],
    ["2026-02-18", true], // Ash Wednesday: from noon on
    ["2026-04-03", false], // Good Friday
    ["2026-06-04", false], // Corpus Christi
    ["2023-11-20", true], // a national holiday from 2024 on
    ["2024-11-20", false],
    ["2026-12-31", true],
    ["2026-11-28", false], // Saturday
    ["2026-11-29", false],
    ["2026-11-27", true],
    ["2027-01-25", false], // local, every year
    ["2026-07-09", false], // local, once
    ["2027-07-09", true],
  ];
  for (const [day, bank] of cases) assert.equal(isBankDay(day, local), bank, day);
});
