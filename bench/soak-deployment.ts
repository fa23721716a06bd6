/** One deployment of the soak: a simulated centre of its own, and the processes that call from it. */
import { type ChildProcess, fork } from "node:child_process";
import * as path from "node:path";
import {
  type InspectedContact,
  type ScriptedNumber,
  Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
} from "../simulator";
import { makeCentre } from "../test/engine/made-centre";
import type { VerificationCallInputs } from "../verification/inputs";
import type { Properties } from "../verification/protocol";

/** How the called number behaves from now on. */
export type Script = Omit<ScriptedNumber, "phoneNumber" | "description">;

/** When a process dies: as this request of its own is answered, or so long after its first. */
export type Moment = { request: number } | { milliseconds: number };

export interface Result {
  outs?: Properties;
  message?: string;
}

const PROGRAM = path.join(__dirname, "soak-run.cjs");
const DESTINATION = "+12065550142";

export class Deployment {
  private answered: () => void = () => undefined;

  private constructor(
    private readonly simulator: Simulator,
    private readonly centre: Pick<VerificationCallInputs, "instanceId" | "contactFlowId" | "sourcePhoneNumber">,
  ) {}

  static async start(switches: SimulatorOptions): Promise<Deployment> {
    let deployment: Deployment | undefined;
    const onAnswer = () => deployment?.answered();
    const simulator = await Simulator.start({ ...switches, readinessLagSeconds: 0, numberLagSeconds: 0, onAnswer });
    deployment = new Deployment(simulator, await makeCentre(simulator, "Hello, this is a test."));
    return deployment;
  }

  inputs(asked: Partial<VerificationCallInputs>): VerificationCallInputs {
    const fixed = { destinationPhoneNumber: DESTINATION, identity: "soak", resourceName: "soak" };
    return { ...this.centre, ...fixed, ...asked };
  }

  /** A process that is left alone to its end. */
  async live(olds: Properties | undefined, asked: Partial<VerificationCallInputs>, script: Script): Promise<Result> {
    const child = this.spawn(olds, asked, script);
    return await new Promise<Result>((resolve, reject) => {
      let result: Result = { message: "the process ended without a result" };
      child.once("message", (message) => {
        result = message as Result;
      });
      child.once("error", reject);
      // Not "exit": that may come before a message that was sent.
      child.once("disconnect", () => resolve(result));
    });
  }

  /** A process that is killed, or comes to its end and loses its outputs. */
  async die(
    olds: Properties | undefined,
    asked: Partial<VerificationCallInputs>,
    script: Script,
    moment: Moment,
  ): Promise<void> {
    const child = this.spawn(olds, asked, script);
    const kill = () => void child.kill("SIGKILL");
    let requests = 0;
    this.answered = () => {
      requests += 1;
      if ("request" in moment && requests === moment.request) kill();
      if ("milliseconds" in moment && requests === 1) setTimeout(kill, moment.milliseconds);
    };
    await new Promise((resolve) => child.once("exit", resolve));
    this.answered = () => undefined;
  }

  calls(): InspectedContact[] {
    return this.simulator.contacts();
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
  }

  private spawn(olds: Properties | undefined, asked: Partial<VerificationCallInputs>, script: Script): ChildProcess {
    this.simulator.numbers.add({ phoneNumber: DESTINATION, description: "is drawn anew", ...script });
    const env = { PATH: process.env.PATH, ...simulatorEnvironment(this.simulator.endpoint, {}) };
    const child = fork(PROGRAM, { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.send({ olds, inputs: this.inputs(asked) });
    return child;
  }
}
