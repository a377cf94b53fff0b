import type { ServerResponse } from "node:http";

/** The answers that somebody waits for. Each closes, whether it was written to its end or its client went away. */
export class AwaitedAnswers {
  readonly #answers = new Set<ServerResponse>();
  #onNone: () => void = () => undefined;

  add(answer: ServerResponse): void {
    this.#answers.add(answer);
    answer.once("close", () => {
      this.#answers.delete(answer);
      if (this.#answers.size === 0) this.#onNone();
    });
  }

  /** Resolves once there is none. */
  async none(): Promise<void> {
    if (this.#answers.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#onNone = resolve;
    });
  }
}
