/**
 * docs/failures.md out of the catalogue and the verdict table, so that the page cannot say anything else than the code.
 * Write it anew with `npx tsx verification/failures-page.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DISCONNECT_FAILURES } from "./disconnect-failures";
import { REQUEST_FAILURES, type RetryKind } from "./failures";
import { type Facts, judgeFacts, VERDICT_TABLE, type VerdictRow } from "./verdict-table";

const RETRIES: Readonly<Record<RetryKind, string>> = {
  throttled: "the same request again, until `timeoutSeconds` is over",
  transient: "the same request again, 5 times",
  quota: "the same request again, 3 times, slowly",
  readiness: "again only while the instance is brand-new",
  never: "no",
};

/** The page as Markdown. */
export function failuresPage(): string {
  return [
    "# Failures: cause and remedy",
    "",
    "Written by `npx tsx verification/failures-page.ts` from the tables in the code; a test holds it current.",
    "",
    "## Requests that fail",
    "",
    "What a message names first is the error's name. Names decide, never HTTP statuses: `LimitExceededException` is a quota, although it is a 429 as throttling is.",
    "",
    "| error | cause | remedy | repeated |",
    "|---|---|---|---|",
    ...REQUEST_FAILURES.map(({ name, cause, remedy, retry, inferred }) =>
      row(name + mark(inferred), cause, remedy, RETRIES[retry]),
    ),
    "",
    "## Calls that end badly",
    "",
    "| disconnect reason | outcome if nobody answered | outcome if answered, without proof | cause | remedy |",
    "|---|---|---|---|---|",
    ...DISCONNECT_FAILURES.map(({ name, cause, remedy, inferred }) =>
      row(name + mark(inferred), outcomeFor(name, false), outcomeFor(name, true), cause, remedy),
    ),
    "",
    "Rows with * stand in no document of AWS: docs/assumptions.md says how a live run would show them wrong.",
    "",
    "## How a call is judged",
    "",
    "The first row whose conditions all hold decides.",
    "",
    "| if | outcome | meaning |",
    "|---|---|---|",
    ...VERDICT_TABLE.map((verdict) => row(conditionOf(verdict), `\`${verdict.outcome}\``, verdict.meaning)),
    "",
  ].join("\n");
}

function outcomeFor(reason: string, answered: boolean): string {
  const facts: Facts = { ended: true, answered, reason, stoppedByUs: false, nonceSeen: false, attributesMatch: true };
  return `\`${judgeFacts(facts).outcome}\``;
}

function conditionOf({ when }: VerdictRow): string {
  const parts = [
    when.ended === false ? "its end was not seen" : "",
    when.stoppedByUs ? "ringcheck stopped it" : "",
    when.answered === false ? "nobody answered" : "",
    when.reason ? `the reason is ${when.reason.join(", ")}` : "",
    when.nonceSeen === undefined ? "" : `the proof was ${seen(when.nonceSeen)}`,
    when.inboundLegMissing ? "expect.inboundLeg asks for the inbound contact, and it was not found" : "",
    when.attributesMatch === undefined ? "" : `the expected attributes were ${seen(when.attributesMatch)}`,
  ];
  return parts.filter(Boolean).join(", and ") || "nothing above holds";
}

function seen(value: boolean | "unknown"): string {
  if (value === "unknown") return "not readable";
  return value ? "seen" : "not seen";
}

function mark(inferred: true | undefined): string {
  return inferred ? " *" : "";
}

function row(...cells: string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
}

if (require.main === module) writeFileSync(join(__dirname, "..", "docs", "failures.md"), failuresPage());
