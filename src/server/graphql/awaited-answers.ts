import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Answers that are not written yet, by their connections: a connection that closes takes all of its answers with it. */
export class AwaitedAnswers {
  /** Each with what is called once its connection has closed. */
  readonly #answers = new Map<Socket, Map<ServerResponse, () => void>>();
  #count = 0;
  #onNone: () => void = () => undefined;

  constructor(server: Server) {
    // Of pipelined requests Node closes only the answer whose turn it is.
    server.on("connection", (socket: Socket) => socket.once("close", () => this.#forget(socket)));
  }

  /** @param onClosed called where its connection closes before the answer does */
  add(socket: Socket, answer: ServerResponse, onClosed: () => void): void {
    const answers = this.#answers.get(socket);
    if (answers === undefined) this.#answers.set(socket, new Map([[answer, onClosed]]));
    else answers.set(answer, onClosed);
    this.#count += 1;
  }

  /** Call it when the answer is closed, written or not. */
  closed(socket: Socket, answer: ServerResponse): void {
    if (this.#answers.get(socket)?.delete(answer) === true) this.#less(1);
  }

  /** Resolves once there is no such answer. */
  async none(): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#onNone = resolve;
    });
  }

  #forget(socket: Socket): void {
    const answers = this.#answers.get(socket);
    this.#answers.delete(socket);
    if (answers === undefined) return;
    this.#less(answers.size);
    for (const onClosed of answers.values()) onClosed();
  }

  #less(count: number): void {
    this.#count -= count;
    if (this.#count === 0) this.#onNone();
  }
}
