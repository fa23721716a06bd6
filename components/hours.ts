/** The hours of operation: in a form that people read, as Connect's own list, or adopted. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkExisting, existingPartId } from "./adopt";
import { type ArgumentCheck, type ArgumentProblem, isPlain, text } from "./argument-check";
import { DAYS, ianaTimeZone, overlaps, rangeOfOpening, readWeek, type Week } from "./opening-hours";
import { type Existing, given, isExisting, type PartContext } from "./part";
import { child } from "./transform";

/** Opening hours: every minute of the week, a week in words, Connect's own list, or hours that exist. */
export type HoursArgs = "24x7" | WeekOfHours | HoursSchedule | Existing;

/** What every kind of new hours can have. */
interface NewHours {
  /** IANA name of the time zone, such as `Europe/Berlin`. */
  timeZone: pulumi.Input<string>;
  /** 1–127 characters, unique in the instance. @default the component's name */
  name?: pulumi.Input<string>;
  /** 1–250 characters. @default none */
  description?: pulumi.Input<string>;
}

/**
 * The openings of a day: `"09:00-17:30"`, several in a list, or `"closed"`. Times of a 24-hour clock, in minutes;
 * `24:00` ends a day, and hours that go past midnight are split there.
 */
export type HoursOfDay = pulumi.Input<string | pulumi.Input<string>[]>;

/**
 * A week in words. A day that is not mentioned is closed. At most 100 openings in all.
 *
 * @example
 * {
 *   timeZone: "Europe/Berlin",
 *   weekdays: "09:00-17:30",
 *   friday: "09:00-15:00",
 *   saturday: ["10:00-12:00", "13:00-14:00"],
 * }
 *
 * Source: Connect API, CreateHoursOfOperation.
 */
export interface WeekOfHours extends NewHours {
  /** Monday to Friday, for the days that have no entry of their own. @default `"closed"` */
  weekdays?: HoursOfDay;
  /** Saturday and Sunday, for the days that have no entry of their own. @default `"closed"` */
  weekend?: HoursOfDay;
  /** @default what `weekdays` says */
  monday?: HoursOfDay;
  /** @default what `weekdays` says */
  tuesday?: HoursOfDay;
  /** @default what `weekdays` says */
  wednesday?: HoursOfDay;
  /** @default what `weekdays` says */
  thursday?: HoursOfDay;
  /** @default what `weekdays` says */
  friday?: HoursOfDay;
  /** @default what `weekend` says */
  saturday?: HoursOfDay;
  /** @default what `weekend` says */
  sunday?: HoursOfDay;
  config?: never;
}

/** Connect's own list. Source: Connect API, HoursOfOperationConfig. */
export interface HoursSchedule extends NewHours {
  /** One entry for each opening, at most 100: day in capitals, hours 0–23, minutes 0–59. */
  config: pulumi.Input<pulumi.Input<aws.types.input.connect.HoursOfOperationConfig>[]>;
}

const MIDNIGHT = { hours: 0, minutes: 0 };
const MOST_OPENINGS = 100;
const WEEK = ["weekdays", "weekend", ...DAYS] as const;
const SHAPE = '"24x7", { timeZone: "Europe/Berlin", weekdays: "09:00-17:30" }, or { existing: idOrArnOrName }';

// A day from midnight to midnight is how Connect's own console writes "open all day".
const ALWAYS_OPEN: HoursSchedule = {
  timeZone: "UTC",
  config: DAYS.map((day) => ({ day: day.toUpperCase(), startTime: MIDNIGHT, endTime: MIDNIGHT })),
};

/** Holds the hours to their limits, and reads a week in words. */
export function checkHours(check: ArgumentCheck, hours: HoursArgs = "24x7"): HoursSchedule | Existing {
  if (hours === "24x7") return ALWAYS_OPEN;
  if (!check.isObject("hours", hours, SHAPE)) return ALWAYS_OPEN;
  if (isExisting(hours)) return checkExisting(check, "hours", "hours", hours);
  const { timeZone, name, description } = hours;
  if (timeZone === undefined) check.wrong("hours.timeZone", 'needed: an IANA name such as "Europe/Berlin" or "UTC".');
  return given({
    timeZone: check.value("hours.timeZone", timeZone, ianaTimeZone),
    name: check.value("hours.name", name, text(1, 127)),
    description: check.value("hours.description", description, text(1, 250)),
    config: hours.config === undefined ? weekConfig(check, hours) : ownConfig(check, hours as HoursSchedule),
  });
}

function weekConfig(check: ArgumentCheck, hours: WeekOfHours): HoursSchedule["config"] {
  check.keys("hours", hours, ["timeZone", "name", "description", "config", ...WEEK]);
  const week = given(Object.fromEntries(WEEK.map((key) => [key, hours[key]])));
  if (Object.keys(week).length === 0) {
    check.wrong("hours", `no day has hours, so nobody could ever be served. Write ${SHAPE}.`);
  }
  if (isPlain(week)) {
    const { openings, problems } = readWeek(week as Week);
    if (openings.length > MOST_OPENINGS) check.wrong("hours", tooMany(openings.length));
    for (const { propertyPath, reason } of problems) check.wrong(propertyPath, reason);
    return openings;
  }
  return check
    .later(week as pulumi.Input<Week>, (known) => readWeek(known).problems)
    .apply((known) => readWeek(known).openings);
}

function ownConfig(check: ArgumentCheck, hours: HoursSchedule): HoursSchedule["config"] {
  check.keys("hours", hours, ["timeZone", "name", "description", "config"]);
  const { config } = hours;
  if (!isPlain(config)) return check.later(config as pulumi.Input<Config>, configProblems) as HoursSchedule["config"];
  for (const { propertyPath, reason } of configProblems(config as Config)) check.wrong(propertyPath, reason);
  return config;
}

type Config = { day: string; startTime: typeof MIDNIGHT; endTime: typeof MIDNIGHT }[];

function configProblems(config: Config): ArgumentProblem[] {
  if (!Array.isArray(config))
    return [{ propertyPath: "hours.config", reason: "must be a list, one entry per opening." }];
  const problems = config.flatMap((opening, index) => {
    const at = (member: string) => `hours.config[${index}].${member}`;
    const day = DAYS.some((each) => each.toUpperCase() === opening?.day)
      ? []
      : [{ propertyPath: at("day"), reason: `must be a day of the week in capitals, such as "MONDAY".` }];
    const times = (["startTime", "endTime"] as const)
      .filter((member) => !isTime(opening?.[member]))
      .map((member) => ({ propertyPath: at(member), reason: "needs hours from 0 to 23 and minutes from 0 to 59." }));
    return [...day, ...times];
  });
  const most = { propertyPath: "hours.config", reason: tooMany(config.length) };
  if (config.length > MOST_OPENINGS) return [...problems, most];
  return problems.length > 0
    ? problems
    : dayProblems(config).map((reason) => ({ propertyPath: "hours.config", reason }));
}

const tooMany = (openings: number) => `${openings} openings; ${MOST_OPENINGS} are allowed.`;

/** Ranges that end before they begin, or overlap, with their day. */
function dayProblems(config: Config): string[] {
  return DAYS.flatMap((day) => {
    const ranges = config.filter((opening) => opening.day === day.toUpperCase()).map(rangeOfOpening);
    const reversed = ranges
      .filter(({ from, until }) => from >= until)
      .map(({ text }) => `"${text}" ends before it begins`);
    const wrong = reversed.length > 0 ? reversed.map((text) => `${text}; split it at midnight.`) : overlaps(ranges);
    return wrong.map((text) => `${day}: ${text}`);
  });
}

function isTime(time: typeof MIDNIGHT | undefined): boolean {
  const within = (value: unknown, most: number) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
  return within(time?.hours, 23) && within(time?.minutes, 59);
}

/** Creates or adopts the hours of operation. */
export function hoursOfOperation(
  hours: HoursSchedule | Existing,
  { name, instanceId, tags, transform, opts }: PartContext<aws.connect.HoursOfOperationArgs>,
): aws.connect.HoursOfOperation {
  if (isExisting(hours)) {
    const id = existingPartId(hours, "hours", instanceId, { property: "hours", parent: opts.parent });
    return aws.connect.HoursOfOperation.get(`${name}-hours`, id, undefined, opts);
  }
  return child(
    aws.connect.HoursOfOperation,
    `${name}-hours`,
    given({
      instanceId,
      name: hours.name ?? name,
      description: hours.description,
      timeZone: hours.timeZone,
      configs: hours.config,
      tags,
    }),
    transform,
    opts,
  );
}
