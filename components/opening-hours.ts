/** Opening hours as people write them, read into the list that CreateHoursOfOperation takes. Knows no Pulumi. */
import type { ArgumentProblem, ArgumentRule } from "./argument-check";
import { oneOf } from "./one-of";
import { quotedText } from "./quoted";

/** The days as an argument names them, in the order of the week. */
export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof DAYS)[number];

/** The openings of one day: `"09:00-17:30"`, several of them in a list, or `"closed"`. */
export type DayOpenings = string | readonly string[];

/** What a week may say: each day by name, and what stands for the days that are not named. */
export type Week = Partial<Record<Day | "weekdays" | "weekend", DayOpenings>>;

/** One opening in Connect's own shape. */
export interface Opening {
  day: string;
  startTime: { hours: number; minutes: number };
  endTime: { hours: number; minutes: number };
}

/** Reads a whole week. Every problem names its day: `hours.monday`. */
export function readWeek(week: Week): { openings: Opening[]; problems: ArgumentProblem[] } {
  const problems = Object.entries(week).flatMap(([key, given]) =>
    problemsOf(given).map((reason) => ({ propertyPath: `hours.${key}`, reason })),
  );
  if (problems.length > 0) return { openings: [], problems };
  const openings = DAYS.flatMap((day, index) => {
    const given = week[day] ?? (index < 5 ? week.weekdays : week.weekend) ?? "closed";
    return rangesOf(given).map((range) => openingOf(day, range as Range));
  });
  return { openings, problems };
}

/** A range of minutes of one day, as it was written. */
export interface Range {
  text: string;
  from: number;
  until: number;
}

const MIDNIGHT = 24 * 60;
const RANGE = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/;

function problemsOf(given: DayOpenings): string[] {
  const texts = typeof given === "string" ? [given] : given;
  if (!Array.isArray(texts)) return [`${quotedText(given)} is not understood. ${HOW}`];
  const ranges = rangesOf(given);
  const wrong = ranges.filter((range): range is string => typeof range === "string");
  return wrong.length > 0 ? wrong : overlaps(ranges as Range[]);
}

const HOW = 'Write "09:00-17:30", a list such as ["09:00-12:00", "13:00-17:30"], or "closed".';

/** Each range, or the sentence that says why it is none. */
function rangesOf(given: DayOpenings): (Range | string)[] {
  if (given === "closed") return [];
  return (typeof given === "string" ? [given] : given).map(rangeOf);
}

function rangeOf(text: string): Range | string {
  const match = typeof text === "string" ? RANGE.exec(text) : null;
  if (!match) return `${quotedText(text)} is no range of time. ${HOW}`;
  const [h1, m1, h2, m2] = match.slice(1).map(Number) as [number, number, number, number];
  const [from, until] = [h1 * 60 + m1, h2 * 60 + m2];
  if (m1 > 59 || m2 > 59 || from >= MIDNIGHT || until > MIDNIGHT) {
    return `"${text}" is no time of a day: hours go from 00:00 to 24:00, and 24:00 can only end a range.`;
  }
  if (from === until) return `"${text}" is empty: it ends when it begins. For the whole day write "00:00-24:00".`;
  if (from < until) return { text, from, until };
  const [evening, morning] = text.split(/[-–]/).map((time) => time.trim());
  const remedy = `split it at midnight: "${evening}-24:00" on this day and "00:00-${morning}" on the next.`;
  return `"${text}" ends before it begins. For hours that go past midnight, ${remedy}`;
}

/** A sentence for each two ranges that overlap. */
export function overlaps(ranges: readonly Range[]): string[] {
  const sorted = [...ranges].sort((left, right) => left.from - right.from);
  return sorted.slice(1).flatMap((range, index) => {
    const before = sorted[index] as Range;
    return range.from < before.until ? [`"${before.text}" and "${range.text}" overlap; make them one range.`] : [];
  });
}

/** The range of an opening in the service's shape. */
export function rangeOfOpening({ startTime, endTime }: Pick<Opening, "startTime" | "endTime">): Range {
  const two = (value: number) => String(value).padStart(2, "0");
  const text = [startTime, endTime].map(({ hours, minutes }) => `${two(hours)}:${two(minutes)}`).join("-");
  const [from, until] = [startTime, endTime].map(({ hours, minutes }) => hours * 60 + minutes) as [number, number];
  return { text, from, until: until === 0 ? MIDNIGHT : until };
}

// The service has no 24:00: a day that ends at midnight ends at 0:00, as its console writes it.
function openingOf(day: Day, { from, until }: Range): Opening {
  const time = (minute: number) => ({ hours: Math.floor(minute / 60) % 24, minutes: minute % 60 });
  return { day: day.toUpperCase(), startTime: time(from), endTime: time(until) };
}

/** A name of the IANA time zone database, as it is spelt there. */
export const ianaTimeZone: ArgumentRule<string> = (value, said) => {
  if (typeof value !== "string") return `${said} is no text. Write an IANA name such as "Europe/Berlin".`;
  const known = Intl.supportedValuesOf("timeZone");
  const spelt = known.find((zone) => zone.toLowerCase() === value.toLowerCase());
  if (spelt) return spelt === value ? undefined : `${said} is spelt "${spelt}".`;
  // Older names are no members of the list, and still in the database.
  if (/^[A-Z]/.test(value) && isTimeZone(value)) return undefined;
  const nearest = oneOf(value, known);
  const hint = nearest.startsWith("; did") ? nearest : '; write one such as "Europe/Berlin" or "UTC".';
  return `${said} is no time zone of the IANA database${hint}`;
};

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
