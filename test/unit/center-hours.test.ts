/** Opening hours in words: what they come to in Connect's own list, and what is refused, with the day named. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentCheck } from "../../components/argument-check";
import { checkHours, type HoursSchedule } from "../../components/hours";
import { ianaTimeZone, type Opening, readWeek } from "../../components/opening-hours";
import { INSTANCE, inputsOf, linesOf, make, promiseOf, useMocks, wrongLines } from "./center-mocks";

const BERLIN = "Europe/Berlin";

/** `MONDAY 9:00-17:30`, to be read at a glance. */
const spelt = (openings: Opening[]) =>
  openings.map(({ day, startTime, endTime }) => {
    const time = ({ hours, minutes }: Opening["startTime"]) => `${hours}:${String(minutes).padStart(2, "0")}`;
    return `${day} ${time(startTime)}-${time(endTime)}`;
  });

const week = (days: Parameters<typeof readWeek>[0]) => spelt(readWeek(days).openings);
const wrong = (days: Parameters<typeof readWeek>[0]) =>
  readWeek(days).problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);

describe("opening hours in words", () => {
  before(() => useMocks());

  it("opens weekdays and weekend, and lets a day speak for itself", () => {
    assert.deepEqual(
      week({ weekdays: "09:00-17:30", friday: "9:00-15:00", saturday: ["10:00-12:00", "13:00-14:00"] }),
      [
        "MONDAY 9:00-17:30",
        "TUESDAY 9:00-17:30",
        "WEDNESDAY 9:00-17:30",
        "THURSDAY 9:00-17:30",
        "FRIDAY 9:00-15:00",
        "SATURDAY 10:00-12:00",
        "SATURDAY 13:00-14:00",
      ],
    );
    assert.deepEqual(week({ weekend: "00:00-24:00", sunday: "closed" }), ["SATURDAY 0:00-0:00"]);
  });

  it("ends a day at 24:00, which Connect writes as 0:00", () => {
    assert.deepEqual(week({ monday: "22:00-24:00", tuesday: "00:00-06:00" }), [
      "MONDAY 22:00-0:00",
      "TUESDAY 0:00-6:00",
    ]);
  });

  it("takes ranges that touch", () => {
    assert.equal(week({ monday: ["12:00-14:00", "10:00-12:00"] }).length, 2);
  });

  it("refuses a range that ends before it begins, and says how to go past midnight", () => {
    assert.deepEqual(wrong({ friday: "22:00-06:00" }), [
      'hours.friday: "22:00-06:00" ends before it begins. For hours that go past midnight, split it at midnight: ' +
        '"22:00-24:00" on this day and "00:00-06:00" on the next.',
    ]);
  });

  it("refuses overlapping ranges, with the day and both of them", () => {
    assert.deepEqual(wrong({ monday: ["11:00-14:00", "10:00-12:00"] }), [
      'hours.monday: "10:00-12:00" and "11:00-14:00" overlap; make them one range.',
    ]);
  });

  it("refuses what is no time, each in its own words", () => {
    const lines = wrong({
      monday: "9 to 5",
      tuesday: "25:00-26:00",
      wednesday: "09:60-10:00",
      thursday: "24:00-24:00",
      friday: "09:00-09:00",
      weekend: 5 as never,
    });
    assert.equal(lines.length, 6);
    assert.match(lines[0] ?? "", /^hours\.monday: "9 to 5" is no range of time\. Write "09:00-17:30"/);
    for (const line of lines.slice(1, 4)) assert.match(line, /hours go from 00:00 to 24:00/);
    assert.match(lines[4] ?? "", /^hours\.friday: .*is empty.*"00:00-24:00"/);
    assert.match(lines[5] ?? "", /^hours\.weekend: 5 is not understood/);
  });

  it("knows the IANA names, and what was meant", () => {
    for (const zone of [BERLIN, "UTC", "Asia/Kolkata", "US/Eastern", "Etc/GMT+3"]) {
      assert.equal(ianaTimeZone(zone, `"${zone}"`), undefined, zone);
    }
    assert.equal(ianaTimeZone("europe/berlin", '"europe/berlin"'), '"europe/berlin" is spelt "Europe/Berlin".');
    assert.match(String(ianaTimeZone("Europe/Berlni", '"Europe/Berlni"')), /did you mean "Europe\/Berlin"\?/);
    assert.match(String(ianaTimeZone("+01:00", '"+01:00"')), /is no time zone of the IANA database/);
  });
});

describe("the hours of a centre", () => {
  before(() => useMocks());

  it("have name, description, time zone and openings, and nothing that was not given", async () => {
    const hours = { timeZone: BERLIN, monday: "09:00-17:00", name: "Open", description: "When we are here" };
    const opening = { day: "MONDAY", startTime: { hours: 9, minutes: 0 }, endTime: { hours: 17, minutes: 0 } };
    const instanceId = "11111111-2222-4333-8444-555555555555";
    const made = await make({ instance: INSTANCE, hours });
    assert.deepEqual(inputsOf(made, "support-hours"), {
      instanceId,
      timeZone: BERLIN,
      name: "Open",
      description: "When we are here",
      configs: [opening],
    });
    const least = await make({ instance: INSTANCE, hours: { timeZone: BERLIN, config: [opening] } });
    assert.deepEqual(inputsOf(least, "support-hours"), {
      instanceId,
      timeZone: BERLIN,
      name: "support",
      configs: [opening],
    });
  });

  it("may be known only later, one day or all of it", async () => {
    const hours = { timeZone: pulumi.output(BERLIN), monday: pulumi.output("09:00-17:00"), tuesday: ["10:00-11:00"] };
    const { configs, timeZone } = inputsOf(await make({ instance: INSTANCE, hours }), "support-hours");
    assert.equal(timeZone, BERLIN);
    assert.deepEqual(spelt(configs as Opening[]), ["MONDAY 9:00-17:00", "TUESDAY 10:00-11:00"]);
  });

  it("are refused inside an Output too, with the day and without the value", async () => {
    const monday = pulumi.secret("18:00-09:00");
    const hours = checkHours(new ArgumentCheck(undefined), { timeZone: "UTC", monday }) as HoursSchedule;
    await assert.rejects(promiseOf(pulumi.output(hours.config)), (error) => {
      assert.match(linesOf(error).join(), /^hours\.monday: "\*\*:\*\*-\*\*:\*\*" ends before it begins/);
      return true;
    });
  });

  it("are refused in every wrong shape", () => {
    const cases: [unknown, RegExp][] = [
      ["24/7", /^hours: "24\/7" is not understood\. Write "24x7"/],
      [{ timeZone: "UTC" }, /^hours: no day has hours/],
      [{ monday: "09:00-17:00" }, /^hours\.timeZone: needed/],
      [{ timeZone: "Berlin", monday: "09:00-17:00" }, /^hours\.timeZone: "Berlin" is no time zone/],
      [{ timeZone: "UTC", mondays: "09:00-17:00", sunday: "closed" }, /^hours\.mondays: .*did you mean "monday"\?/],
      [
        { timeZone: "UTC", config: [{ day: "Monday" }] },
        /^hours\.config\[0\]\.day: must be a day.*hours\.config\[0\]\.startTime/s,
      ],
      [{ timeZone: "UTC", config: Array(101).fill({}) }, /101 openings; 100 are allowed/],
      [{ timeZone: "UTC", config: "always" }, /^hours\.config: must be a list/],
      [{ timeZone: "UTC", monday: "09:00-17:00", name: "" }, /^hours\.name: "" has 0 characters; 1–127/],
      [
        { timeZone: "UTC", monday: "09:00-17:00", description: "x".repeat(251) },
        /^hours\.description: .*251 characters/,
      ],
      [
        { existing: "arn:aws:connect:us-east-1:123456789012:instance/I/queue/Q" },
        /^hours\.existing: .*not the ARN of hours/,
      ],
    ];
    for (const [hours, expected] of cases) assert.match(wrongLines({ instance: INSTANCE, hours }).join("\n"), expected);
  });
});
