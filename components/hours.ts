/** Hours of operation in a form that people read, turned into what CreateHoursOfOperation takes. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Existing, given, isExisting, type PartContext, partId } from "./part";
import { child } from "./transform";

/** Opening hours: every minute of the week, a schedule of your own, or hours that exist. */
export type HoursArgs = "24x7" | HoursSchedule | Existing;

/** A schedule of your own. */
export interface HoursSchedule {
  /** IANA name of the time zone, such as `Europe/Berlin`. */
  timeZone: pulumi.Input<string>;
  /** One entry for each opening; Connect's own shape, at most 100. */
  config: pulumi.Input<pulumi.Input<aws.types.input.connect.HoursOfOperationConfig>[]>;
  /** 1–127 characters. @default the component's name */
  name?: pulumi.Input<string>;
  /** 1–250 characters. @default none */
  description?: pulumi.Input<string>;
}

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const MIDNIGHT = { hours: 0, minutes: 0 };

// A day from midnight to midnight is how Connect's own console writes "open all day".
const ALWAYS_OPEN: HoursSchedule = {
  timeZone: "UTC",
  config: DAYS.map((day) => ({ day, startTime: MIDNIGHT, endTime: MIDNIGHT })),
};

/** Creates or adopts the hours of operation. */
export function hoursOfOperation(
  hours: HoursArgs,
  { name, instanceId, tags, transform, opts }: PartContext<aws.connect.HoursOfOperationArgs>,
): aws.connect.HoursOfOperation {
  if (isExisting(hours)) {
    return aws.connect.HoursOfOperation.get(`${name}-hours`, partId(instanceId, hours.existing), undefined, opts);
  }
  const schedule = hours === "24x7" ? ALWAYS_OPEN : hours;
  return child(
    aws.connect.HoursOfOperation,
    `${name}-hours`,
    given({
      instanceId,
      name: schedule.name ?? name,
      description: schedule.description,
      timeZone: schedule.timeZone,
      configs: schedule.config,
      tags,
    }),
    transform,
    opts,
  );
}
