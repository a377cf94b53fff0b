import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Answers that are not written yet, by their connections: a connection that closes takes all of its answers with it. */
export class AwaitedAnswers {
  readonly #answers = new Map<Socket, Set<ServerResponse>>();
  #onNone: () => void = () => undefined;

  constructor(server: Server) {
    // Of pipelined requests Node closes only the answer whose turn it is.
    server.on("connection", (socket: Socket) => socket.once("close", () => this.#forget(socket)));
  }

  add(socket: Socket, answer: ServerResponse): void {
    const answers = this.#answers.get(socket) ?? new Set();
    this.#answers.set(socket, answers.add(answer));
    answer.once("close", () => {
      answers.delete(answer);
      if (answers.size === 0) this.#forget(socket);
    });
  }

  /** Resolves once there is no such answer. */
  async none(): Promise<void> {
    if (this.#answers.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#onNone = resolve;
    });
  }

  #forget(socket: Socket): void {
    this.#answers.delete(socket);
    if (this.#answers.size === 0) this.#onNone();
  }
}
