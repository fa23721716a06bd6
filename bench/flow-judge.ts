/**
 * Judges a folder of exported flows: `npx tsx bench/flow-judge.ts FOLDER [--json]`. Each file is read, validated and
 * written back; the table names every error with its rule. Exit code 1 if a flow is refused or does not write back.
 * The flows themselves are other people's and stay outside this repository; docs/real-flows.md lists where they are.
 */
import { checkFlowFile, flowFilesIn, flowFileText } from "../flow/files";

function main(paths: string[]): void {
  const reports = flowFilesIn(paths.filter((path) => path !== "--json")).map((file) =>
    checkFlowFile(file, { advice: false }),
  );
  const good = reports.filter(({ accepted, writesBack }) => accepted && writesBack).length;
  if (paths.includes("--json")) console.log(JSON.stringify(reports, null, 2));
  else
    console.log(
      [
        ...reports.map((report) => flowFileText(report)),
        `${good} of ${reports.length} flows accepted and written back equal`,
      ].join("\n"),
    );
  process.exitCode = reports.length > 0 && good === reports.length ? 0 : 1;
}

main(process.argv.slice(2));
