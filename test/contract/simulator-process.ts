/** A simulator in a process of its own, so that tests can kill it: prints its endpoint, then serves until it ends. */
import { Simulator } from "../../simulator";

const [state = ""] = process.argv.slice(2);

Simulator.start({ state, readinessLagSeconds: 0, numberLagSeconds: 0, quotas: { hoursOfOperation: 1_000_000 } }).then(
  (simulator) => process.stdout.write(`${simulator.endpoint}\n`),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
