/** Whether hours of operation are open at a moment, in their own time zone. */
import type { HoursRecord } from "../records";

const DAY_MINUTES = 24 * 60;

export function isOpen(hours: HoursRecord, at: number): boolean {
  const { day, minute } = localTime(at, hours.timeZone);
  return hours.config.some((slot) => {
    const from = slot.StartTime.Hours * 60 + slot.StartTime.Minutes;
    const until = slot.EndTime.Hours * 60 + slot.EndTime.Minutes;
    const here = slot.Day === day;
    // 0:00 to 0:00 is the whole day, 0:00 to 23:59 includes its last minute, and an earlier end is on the next day.
    if (until === from) return here;
    if (until > from) return here && minute >= from && minute < (until === DAY_MINUTES - 1 ? DAY_MINUTES : until);
    return (here && minute >= from) || (slot.Day === dayBefore(day) && minute < until);
  });
}

const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

function dayBefore(day: string): string | undefined {
  return DAYS[(DAYS.indexOf(day) + 6) % 7];
}

function localTime(at: number, timeZone: string): { day: string; minute: number } {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
  return {
    day: String(parts.weekday).toUpperCase(),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}
